import type { MetricsRow, ReviewRow } from '../kb/streams';
import { sumGrounding } from '../review/count-grounding';

export type GroundingRates = NonNullable<MetricsRow['grounding']>;

/**
 * Of the entries each model claimed in an iteration, the share that stands in the file, 0-1; null for a model whose
 * answers claimed none. Every accepted answer counts, superseded reviews and second opinions too; reused rows carry none.
 */
export function groundingRates(rows: readonly ReviewRow[]): GroundingRates {
  const sums = sumGrounding(rows.flatMap((row) => row.grounding ?? []));
  return Object.fromEntries(
    sums.map(({ model, entries, grounded }) => [
      model,
      { entries, grounded, rate: entries === 0 ? null : grounded / entries },
    ]),
  );
}
