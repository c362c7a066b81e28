import type { MetricsRow, ReviewRow } from '../kb/streams';

/** The review that counts for each file of each iteration: a person's retry, written later, counts instead of the first. */
export function effectiveReviews(rows: readonly ReviewRow[]): Map<number, ReviewRow[]> {
  const byIteration = new Map<number, Map<string, ReviewRow>>();
  for (const row of rows) {
    const files = byIteration.get(row.iteration ?? 0) ?? new Map<string, ReviewRow>();
    byIteration.set(row.iteration ?? 0, files.set(row.file, row));
  }
  return new Map([...byIteration].sort(([a], [b]) => a - b).map(([n, files]) => [n, [...files.values()]]));
}

/** One metrics row per iteration, baseline first: that of a repeated iteration, written later, counts. */
export function effectiveMetrics(rows: readonly MetricsRow[]): MetricsRow[] {
  const byIteration = new Map(rows.map((row) => [row.iteration ?? 0, row]));
  return [...byIteration.values()].sort((a, b) => (a.iteration ?? 0) - (b.iteration ?? 0));
}
