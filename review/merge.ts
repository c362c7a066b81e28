import { emptyReport, LIST_NAMES, type ForensicReport } from './forensic-report';
import { mergeEntries } from './merge-entries';
import { lowerVerdict } from './verdict';

/**
 * One report of a whole file out of the reports of its shards: the union of every list (see `mergeEntries`), the lowest
 * score, the lowest verdict. Titles and narratives of shards are dropped (the reduce ladder writes the file's), and so is
 * every phrase that names a shard. `emptyReport()` is its unit.
 */
export function mergeReports(reports: readonly ForensicReport[]): ForensicReport {
  const merged = emptyReport();
  for (const list of LIST_NAMES) merged[list] = mergeEntries(reports.flatMap((report) => report[list]));
  merged.verdict = reports.reduce((lowest, { verdict }) => lowerVerdict(lowest, verdict), merged.verdict);
  merged.alignment_score = lowestScore(reports.map((report) => report.alignment_score));
  return merged;
}

/** The lowest of the scores given; null when there is none. */
export function lowestScore(scores: readonly (number | null)[]): number | null {
  return scores.reduce(
    (low, score) => (low === null || score === null ? (low ?? score) : Math.min(low, score)),
    null,
  );
}
