import type { OverrideRow, ReviewRow } from '../kb/streams';
import { isDismissed } from '../sweep/review-findings';
import { reasonOf } from './iteration-result';
import type { PendingLine } from './loop-report';

/**
 * Blocked files of the last iteration that no person has decided about. A decision counts for the iteration it was
 * made in and later ones; `skip` counts for the rest of the loop; `retry` decides nothing, it asks for another review.
 * Where a person has dismissed all that was found, in this loop or an earlier one, nobody is asked again.
 */
export function pendingLines(last: readonly ReviewRow[], overrides: readonly OverrideRow[]): PendingLine[] {
  const decided = (row: ReviewRow) =>
    overrides.some(
      (o) =>
        o.accepted &&
        o.scope === 'file' &&
        o.file === row.file &&
        (o.decision === 'skip' ||
          ((o.decision === 'approve' || o.decision === 'reject') &&
            (o.iteration ?? 0) >= (row.iteration ?? 0))),
    );
  return last
    .filter((row) => row.gradient_tier === 'block' && !decided(row) && !isDismissed(row))
    .map((row) => ({
      file: row.file,
      iteration: row.iteration ?? 0,
      verdict: row.verdict,
      confidence_min: row.confidence_min,
      reason: row.outcome === 'inconclusive' ? reasonOf(row) : null,
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
