import { STATIC } from '../config/routing-schema';
import type { ReviewRow } from '../kb/streams';
import { BUCKETS, bucketIndex } from '../review/confidence-buckets';
import { LIST_NAMES } from '../review/forensic-report';
import { NEAR_LINES } from '../review/meeting-places';
import { agreementOf } from './agreement';
import type { FollowedFinding } from './finding';
import { groundingRates } from './grounding-rates';

/** The rows that count in an iteration: a person's retry instead of what it supersedes. */
export function countingRows(rows: readonly ReviewRow[]): ReviewRow[] {
  const latest = new Map<string, ReviewRow>();
  for (const row of rows) latest.set(row.file, row);
  return [...latest.values()];
}

function histogram(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Total of all rows; null as soon as one of them is unknown. */
function total(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** What an iteration's review rows say together; money and tokens include reviews that were superseded. */
export function reviewMetrics(all: readonly ReviewRow[], findings: readonly FollowedFinding[]) {
  const rows = countingRows(all);
  const reviewed = rows.filter((row) => row.outcome === 'reviewed');
  return {
    prompt_tokens: total(all.map((row) => row.prompt_tokens)),
    completion_tokens: total(all.map((row) => row.completion_tokens)),
    cost_usd: total(all.map((row) => row.cost_usd)),
    score_distribution: histogram(reviewed.map((row) => row.alignment_score ?? '?')),
    confidence_histogram: histogram(
      reviewed.flatMap((row) => row.confidences.map((confidence) => BUCKETS[bucketIndex(confidence)] ?? '')),
    ),
    verdicts: histogram(reviewed.map((row) => row.verdict ?? 'none')),
    tiers: histogram(rows.map((row) => row.gradient_tier)),
    triangulated: triangulated(reviewed, findings),
    agreement: agreementOf(rows),
    grounding: groundingRates(all),
  };
}

/**
 * Findings of the sweep at whose place a model's review has a grounded entry of its own; null where no model reviewed:
 * the embedded reviewer and the sweep share their rules, so they prove nothing to each other.
 */
function triangulated(reviewed: readonly ReviewRow[], findings: readonly FollowedFinding[]): number | null {
  const byModels = reviewed.filter((row) => row.accepted_model !== STATIC && typeof row.report === 'object');
  if (byModels.length === 0) return null;
  const lines = new Map(byModels.map((row) => [row.file, groundedLines(row)]));
  return findings.filter((finding) => {
    const near = lines.get(finding.file) ?? [];
    return (
      finding.status !== 'fixed' &&
      finding.line !== null &&
      near.some((line) => Math.abs(line - (finding.line ?? 0)) <= NEAR_LINES)
    );
  }).length;
}

function groundedLines(row: ReviewRow): number[] {
  const { report } = row;
  if (report === null || typeof report === 'string') return [];
  return LIST_NAMES.filter((name) => name !== 'verified_components').flatMap((name) =>
    report[name].flatMap((entry) =>
      entry.grounded && entry.evidence.line_start !== null ? [entry.evidence.line_start] : [],
    ),
  );
}
