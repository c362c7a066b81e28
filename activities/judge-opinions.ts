import type { ReviewRow } from '../kb/streams';
import { sumGrounding } from '../review/count-grounding';
import type { ForensicReport } from '../review/forensic-report';
import type { TierThresholds } from '../review/permission-gradient';
import { conflicting, decideByQuorum, opinionVerdict, type GivenOpinion } from '../review/quorum';
import type { JudgeArgs } from './contract';
import type { ActivityDeps } from './deps';
import { judgeParts } from './judge-parts';
import type { Judged } from './review-row';

/** What the record says of second opinions. */
export type OpinionFields = Pick<ReviewRow, 'opinions' | 'quorum'>;

export interface JudgedOpinions {
  judged: Judged;
  fields: OpinionFields;
  /** A further opinion could still settle what conflicts. */
  undecided: boolean;
}

/**
 * Judges every opinion on a file by itself and decides among them by the declared quorum. A markdown review has no
 * verdict, so it conflicts with nothing. `beside` is what the embedded reviewer says.
 */
export async function judgeOpinions(
  deps: ActivityDeps,
  args: JudgeArgs,
  beside: ForensicReport,
  gradient: TierThresholds,
): Promise<JudgedOpinions> {
  const first = await judgeParts(deps, args, beside, gradient);
  if (args.quorum === undefined || typeof first.report === 'string')
    return { judged: first, fields: {}, undecided: false };
  const further = await Promise.all(
    (args.opinions ?? []).map((opinion) => judgeParts(deps, { ...args, ...opinion }, beside, gradient)),
  );
  const all = [first, ...further];
  const given = all.flatMap(({ acceptedModel, report }): GivenOpinion[] =>
    typeof report === 'string' ? [] : [{ model: acceptedModel, report }],
  );
  if (given.length === 1) return { judged: first, fields: {}, undecided: conflicting(first.report, beside) };
  const { accepted, agreed, loneCritical } = decideByQuorum(given, args.quorum);
  const judged = all.find((one) => one.report === given[accepted]?.report) ?? first;
  return {
    judged: { ...judged, grounding: sumGrounding(all.flatMap((one) => one.grounding)) },
    fields: {
      opinions: given.map(({ model, report }, i) => ({
        model,
        verdict: opinionVerdict(report),
        model_verdict: report.verdict,
        critical_failures: report.critical_failures.filter((entry) => entry.grounded === true).length,
        accepted: i === accepted,
      })),
      quorum: { needed: args.quorum, agreed, lone_critical: loneCritical },
    },
    undecided: agreed === null,
  };
}
