import type { OverrideRow, ReviewRow } from '../kb/streams';
import { DEFECT_LISTS, entriesOf, groundedIn } from '../review/entries';
import { foldSpace } from '../review/fold-space';
import type { CalibrationRows } from './calibration';
import { groupBy } from './group-by';

/** One confidence that an accepted answer stated, and what became known of it. */
export interface JudgedConfidence {
  model: string;
  loopId: string | null;
  /** 0-100. */
  confidence: number;
  outcome: 'right' | 'wrong' | 'unknown';
}

/**
 * Every confidence of every review that was made (a reused one counts where it was made) with its outcome:
 *
 * - A person decided on the file after its review: `reject` dismissed its findings, which were `wrong`; `approve` sent
 *   them to be fixed, so they were `right`. The last such decision counts. Of a markdown review that is every
 *   confidence, of a forensic one those of its defects: what it verified, and what to do next, nobody decided on.
 * - Else a fix that held makes a defect `right`: in the newest review of the file that can be compared (forensic, of
 *   the same repository) the content has changed, and nothing found there quotes that text any more. A defect whose
 *   text is quoted again stands, came back, or was only moved: `unknown`.
 *
 * A knowledge base holds no file texts: that the text is gone is told from two reviewers no longer quoting it.
 */
export function knownOutcomes({ reviews, overrides, repos }: CalibrationRows): JudgedConfidence[] {
  const made = new Map<string, ReviewRow>();
  for (const row of reviews) if (!made.has(originOf(row))) made.set(originOf(row), row);
  const decided = decisions(reviews, overrides);
  const histories = groupBy(reviews, (row) => placeOf(row, repos));
  return [...made].flatMap(([origin, row]) => {
    if (row.outcome !== 'reviewed' || row.accepted_model === null) return [];
    const newest = histories.get(placeOf(row, repos))?.findLast(isComparable);
    return outcomesOf(row, decided.get(origin), newest);
  });
}

/** The review a row shows: itself, or the one it reuses. */
function originOf(row: ReviewRow): string {
  return row.reused_from ?? row.key;
}

function placeOf(row: ReviewRow, repos: ReadonlyMap<string, string>): string {
  const loop = row.loop_id ?? '';
  return JSON.stringify([repos.get(loop) ?? `loop ${loop}`, row.file]);
}

function isComparable(row: ReviewRow): boolean {
  return row.outcome === 'reviewed' && row.report !== null && typeof row.report !== 'string';
}

/** The last decision of a person on each review: that of the file's newest row at the time, in the same loop. */
function decisions(
  reviews: readonly ReviewRow[],
  overrides: readonly OverrideRow[],
): Map<string, 'approve' | 'reject'> {
  const decided = new Map<string, 'approve' | 'reject'>();
  const byFile = groupBy(reviews, (row) => JSON.stringify([row.loop_id, row.file]));
  for (const { accepted, scope, file, decision, loop_id, ts } of overrides) {
    if (!accepted || scope !== 'file' || (decision !== 'approve' && decision !== 'reject')) continue;
    const before = byFile.get(JSON.stringify([loop_id, file]))?.findLast((row) => row.ts <= ts);
    if (before) decided.set(originOf(before), decision);
  }
  return decided;
}

function outcomesOf(
  row: ReviewRow,
  decision: 'approve' | 'reject' | undefined,
  newest: ReviewRow | undefined,
): JudgedConfidence[] {
  const { report } = row;
  const common = { model: row.accepted_model ?? '', loopId: row.loop_id };
  const said = decision && (decision === 'approve' ? 'right' : 'wrong');
  if (report === null || typeof report === 'string')
    return row.confidences.map((confidence) => ({ ...common, confidence, outcome: said ?? 'unknown' }));
  const defects = new Set(DEFECT_LISTS.flatMap((list) => groundedIn(report, list)));
  const still = newest && newest.content_sha256 !== row.content_sha256 ? quotesIn(newest) : null;
  return entriesOf(report).flatMap((entry): JudgedConfidence[] => {
    const { confidence } = entry;
    if (entry.grounded !== true || confidence === null) return [];
    if (!defects.has(entry)) return [{ ...common, confidence, outcome: 'unknown' }];
    const quote = foldSpace(entry.evidence.quote);
    const gone = still !== null && !still.some((other) => other.includes(quote) || quote.includes(other));
    return [{ ...common, confidence, outcome: said ?? (gone ? 'right' : 'unknown') }];
  });
}

/** All text of the file that a review quotes, and what the embedded reviewer beside it quotes. */
function quotesIn(row: ReviewRow): string[] {
  const { report } = row;
  const entries = report === null || typeof report === 'string' ? [] : entriesOf(report);
  const grounded = entries.filter((entry) => entry.grounded === true).map((entry) => entry.evidence.quote);
  const beside = row.static_findings.map(({ quote }) => (typeof quote === 'string' ? quote : ''));
  return [...grounded, ...beside].map(foldSpace).filter((quote) => quote !== '');
}
