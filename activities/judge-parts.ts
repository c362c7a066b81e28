import { STATIC } from '../config/routing-schema';
import { heldToCode } from '../models/held-to-code';
import type { AcceptedAnswer } from '../review/answer-reading';
import { countGrounding, sumGrounding } from '../review/count-grounding';
import { countMarkdown, countReport } from '../review/count-report';
import { groundMarkdown, groundReport } from '../review/evidence';
import type { ForensicReport } from '../review/forensic-report';
import { verdictBesideInjection, verdictBesideProof, type InjectionPlace } from '../review/injection';
import { maskText } from '../source/secrets/mask-text';
import { mergeAnswers, type MergedReview } from '../review/merge-answers';
import { tierOf, type TierThresholds } from '../review/permission-gradient';
import { recordVerdict } from '../review/verdict';
import type { Tier } from '../review/vocabulary';
import { shardLines } from '../source/shard-lines';
import { acceptedReading } from './accepted-reading';
import { clearText } from './clear-text';
import type { AcceptedPart, JudgeArgs } from './contract';
import type { ActivityDeps } from './deps';
import { injectionPlaces, placesInFile } from './injection-places';
import { readTarget } from './read-target';
import type { Judged } from './review-row';
import { reportPlaces } from './triangulate';

/**
 * The judge: accepted answers → grounded in what the model saw → merged → verdict and tier of the program's own.
 * `beside` is what the embedded reviewer says of the file; its critical failures count, its entries do not.
 */
export async function judgeParts(
  deps: ActivityDeps,
  args: JudgeArgs,
  beside: ForensicReport,
  gradient: TierThresholds,
): Promise<Judged> {
  const { bytes, text } = await readTarget(deps, args.target);
  const [only] = args.parts;
  // The embedded reviewer reads the file alone, and cannot be talked to.
  const isStatic = only?.answerId === STATIC;
  const injection = isStatic ? placesInFile(beside) : await injectionPlaces(deps, args, beside);
  const common = { injection, capped: args.parts.some((part) => part.capped), gradient, beside };
  const models = [...new Set(args.parts.map((part) => part.model))];
  const acceptedModel = models.join(', ');
  const acceptedFrom = args.shardsTotal > 0 ? ('reduce' as const) : ('whole' as const);

  if (isStatic) {
    return { ...judgeForensic(beside, common), acceptedModel, acceptedFrom, grounding: [] };
  }
  const seen = await clearText(deps, (await maskText(text, args.target.path)).text, args.target.path);
  const answers = await Promise.all(
    args.parts.map(async (part) => ({
      reading: await readingOf(deps, args, part),
      ...(part.range ? { lines: shardLines(bytes, part.range) } : {}),
    })),
  );
  const grounding = sumGrounding(
    answers.map(({ reading, lines }, i) =>
      countGrounding(args.parts[i]?.model ?? acceptedModel, reading, seen, lines),
    ),
  );
  const narrator = args.reduce ? await readingOf(deps, args, args.reduce) : null;
  const merged =
    args.shardsTotal > 0 ? mergeAnswers(answers, seen, narrator) : wholeAnswer(answers[0]?.reading, seen);
  if (merged.format === 'forensic_json') {
    const report = heldToCode(merged.report, args.target, seen);
    const judged = judgeForensic(report, common);
    const verdict = judged.verdict && verdictBesideProof(judged.verdict, beside);
    return { ...judged, verdict, acceptedModel, acceptedFrom, grounding };
  }
  const counts = countMarkdown(merged.suggestions);
  return {
    format: 'markdown',
    verdict: null,
    modelVerdict: null,
    score: merged.score,
    tier: tierFrom(counts.confidences, common),
    counts,
    report: merged.markdown,
    acceptedModel,
    acceptedFrom,
    places: merged.suggestions.flatMap(({ lines }) => lines ?? []),
    grounding,
    injection,
  };
}

interface Common {
  injection: InjectionPlace[];
  capped: boolean;
  gradient: TierThresholds;
  beside: ForensicReport;
}

function judgeForensic(
  report: ForensicReport,
  common: Common,
): Omit<Judged, 'acceptedModel' | 'acceptedFrom' | 'grounding'> {
  const counts = countReport(report);
  const { injection, beside } = common;
  return {
    format: 'forensic_json',
    verdict: verdictBesideInjection(recordVerdict(report, beside), injection),
    modelVerdict: report.verdict,
    score: report.alignment_score,
    tier: tierFrom(counts.confidences, common),
    counts,
    report,
    places: reportPlaces(report, 'model'),
    injection,
  };
}

function tierFrom(confidences: readonly number[], { capped, injection, gradient }: Common): Tier {
  return tierOf({ confidences, capped, injection: injection.length > 0 }, gradient);
}

/** An answer about the whole file with its quotes looked up in the file. */
function wholeAnswer(reading: AcceptedAnswer | undefined, seen: string): MergedReview {
  if (!reading) throw new TypeError('a complete review has at least one part');
  if (reading.format === 'forensic_json')
    return { format: 'forensic_json', report: groundReport(reading.report, seen) };
  const { markdown, suggestions, score } = reading;
  return { format: 'markdown', markdown, suggestions: groundMarkdown(suggestions, seen), score };
}

function readingOf(deps: ActivityDeps, args: JudgeArgs, part: AcceptedPart): Promise<AcceptedAnswer> {
  const task = part === args.reduce ? 'reduce' : 'review';
  return acceptedReading(deps, part.answerId, { frame: args.frame, task, shard: part.shard !== null });
}
