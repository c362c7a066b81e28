import { STATIC } from '../config/routing-schema';
import { classificationKey } from '../kb/keys';
import type { KbRow } from '../kb/kb-store';
import type { ReviewRow } from '../kb/streams';
import { staticFindings } from '../models/static-reviewer';
import type { FileOutcome, JudgeArgs } from './contract';
import { countDismissed } from './count-dismissed';
import type { ActivityDeps } from './deps';
import { rejectedFiles } from './dismissal-index';
import { outcomeOf } from './file-outcome';
import { judgeOpinions } from './judge-opinions';
import { noSyntax } from './no-syntax';
import { observationsFor } from './observations';
import { promptContext } from './prompt-context';
import { ladderIdentity } from './review-identity';
import { reviewRow } from './review-row';
import { secretFields } from './secret-fields';
import { rulesOf } from './snapshot-index';
import { readSnapshot } from '../source/snapshot';
import { staticAnswer } from './static-answer';
import { readPlan } from './stored-plan';
import { triangulate } from './triangulate';

/**
 * Judges a file from its accepted answers, with the embedded reviewer beside them, and writes its record and the
 * decisions that led to it. Written twice it stands there once. A file whose parts are incomplete is inconclusive.
 */
export async function judgeAndRecord(deps: ActivityDeps, args: JudgeArgs): Promise<FileOutcome> {
  const { ref, snapshotId, target } = args;
  const plan = await readPlan(deps.store, ref.planId);
  const beside = await staticAnswer(deps, ref, snapshotId, target);
  const complete = args.parts.length > 0 && args.parts.length >= args.shardsTotal && args.reason === null;
  const heard = complete ? await judgeOpinions(deps, args, beside, plan.config.gradient) : null;
  const judged = heard?.judged ?? null;
  const notes = (await observationsFor(deps.kb, ref)).get(target.path) ?? [];
  const { promptSha256 } = await promptContext(deps, ref, snapshotId, args.frame, notes);
  const ladder = ladderIdentity(deps, plan, target, (await rulesOf(deps, ref)).sha256);
  const snapshot = await readSnapshot(deps.store, snapshotId);
  const row: ReviewRow = {
    ...reviewRow(args, snapshot, judged, staticFindings(beside), { promptSha256, ladder }),
    ...heard?.fields,
    ...(await secretFields(deps, target)),
    ...(await noSyntax(deps, target)),
    ...(judged ? await triangulate(deps, args, judged, beside) : {}),
  };
  const rejected = (await rejectedFiles(deps.kb, plan.repo)).get(target.path);
  row.dismissed_count = await countDismissed(deps, row, rejected);
  await Promise.all([
    deps.kb.append('scrum_reviews', [row]),
    deps.kb.append('classifications', classificationsOf(row)),
  ]);
  return outcomeOf(row, false);
}

/** Why the record is as it is: format, tier, and each thin answer. */
function classificationsOf(row: ReviewRow): KbRow[] {
  const { key, ts, loop_id, iteration, sweep_id, file } = row;
  const common = { schema: 1, ts, loop_id, iteration, sweep_id, file };
  const thin = row.hops.filter((hop) => hop.outcome === 'thin');
  const rows: KbRow[] = thin.map((hop, n) => ({
    ...common,
    key: classificationKey(key, 'thin', n),
    kind: 'thin',
    model: hop.model,
    value: 'thin',
    reason: hop.reason,
  }));
  if (row.output_format) {
    const reason = `told from the answer of ${row.accepted_model ?? STATIC} itself`;
    rows.push({
      ...common,
      key: classificationKey(key, 'format'),
      kind: 'format',
      model: row.accepted_model,
      value: row.output_format,
      reason,
    });
  }
  const { confidence_avg: avg, confidence_min: min } = row;
  const reason =
    row.reason ??
    addressed(row) ??
    (avg === null ? 'no confidence' : `confidences: average ${avg}, least ${min ?? '-'}`);
  rows.push({
    ...common,
    key: classificationKey(key, 'tier'),
    kind: 'tier',
    model: row.accepted_model,
    value: row.gradient_tier,
    reason,
  });
  return rows;
}

/** Where the prompt spoke to its reviewer, in words; undefined where it did not. */
function addressed({ injection = [] }: ReviewRow): string | undefined {
  const places = injection.map(({ where, line }) => (line === null ? where : `${where} line ${line}`));
  return places.length > 0 ? `text that speaks to the reviewer: ${places.join(', ')}` : undefined;
}
