import type { FindingRow, MetricsRow, ReviewRow } from '../kb/streams';
import { VERDICTS } from '../review/vocabulary';
import { agreementOf } from '../sweep/agreement';
import { groundingRates } from '../sweep/grounding-rates';
import type { FileLine, IterationResult } from './loop-report';

/**
 * What one iteration came to. Counts come from the reviews themselves, so that an iteration that still runs, or was
 * killed before its sweep, shows what it has. `metrics` is absent until its sweep.
 */
export function iterationResult(
  iteration: number,
  reviews: readonly ReviewRow[],
  metrics: MetricsRow | undefined,
  findings: readonly FindingRow[],
): IterationResult {
  const reviewed = reviews.filter((r) => r.outcome === 'reviewed').length;
  const ofStatus = (status: FindingRow['status']) => findings.filter((f) => f.status === status).length;
  return {
    iteration,
    status: metrics?.status ?? 'running',
    targets: Math.max(metrics?.targets ?? 0, reviews.length),
    reviewed,
    inconclusive: reviews.length - reviewed,
    reused: reviews.filter((r) => r.reused_from !== null).length,
    verdicts: counted(reviews.map((r) => r.verdict ?? 'none')),
    tiers: counted(reviews.map((r) => r.gradient_tier)),
    files: reviews.map(fileLine).sort(worstFirst),
    omissions: metrics?.omissions ?? null,
    improved: metrics?.improved ?? null,
    hit_rate: metrics?.hit_rate ?? null,
    triangulated: metrics?.triangulated ?? null,
    grounding: metrics?.grounding ?? groundingRates(reviews),
    agreement: metrics?.agreement ?? agreementOf(reviews),
    second_opinions: secondOpinions(reviews),
    secrets_masked: secretsMasked(reviews),
    gate_summary: metrics?.gate_summary ?? [],
    phases: metrics?.phases ?? [],
    findings: {
      total: metrics?.findings_total ?? null,
      fixed: ofStatus('fixed'),
      regressed: ofStatus('regressed'),
    },
  };
}

function fileLine(row: ReviewRow): FileLine {
  return {
    file: row.file,
    outcome: row.outcome,
    verdict: row.verdict,
    tier: row.gradient_tier,
    alignment_score: row.alignment_score,
    confidence_avg: row.confidence_avg,
    confidence_min: row.confidence_min,
    findings: row.findings_count,
    critical_failures: row.critical_failures_count,
    missing_components: row.missing_components_count,
    verified_components: row.verified_components_count,
    accepted_model: row.accepted_model,
    accepted_from: row.accepted_from,
    reused: row.reused_from !== null,
    attempts: row.attempts_made,
    escalations: row.escalations,
    reason: row.outcome === 'inconclusive' ? reasonOf(row) : null,
  };
}

function secondOpinions(reviews: readonly ReviewRow[]): IterationResult['second_opinions'] {
  const decided = reviews.flatMap((row) => row.quorum ?? []);
  return {
    asked: decided.length,
    agreed: decided.filter(({ agreed }) => agreed !== null).length,
    lone_critical: decided.filter(({ lone_critical }) => lone_critical).length,
  };
}

function secretsMasked(reviews: readonly ReviewRow[]): IterationResult['secrets_masked'] {
  const masked = reviews.filter((row) => (row.secrets_masked ?? 0) > 0);
  const kinds = new Map<string, number>();
  for (const [kind, n] of masked.flatMap((row) => Object.entries(row.secrets_masked_by_kind ?? {})))
    kinds.set(kind, (kinds.get(kind) ?? 0) + n);
  return {
    places: masked.reduce((sum, row) => sum + (row.secrets_masked ?? 0), 0),
    files: masked.length,
    by_kind: Object.fromEntries(kinds),
  };
}

/** The recorded reason; for a ladder that was exhausted, its last hop. */
export function reasonOf(row: ReviewRow): string {
  const last = row.hops.at(-1);
  return (
    row.reason ??
    (last ? `${last.model}: ${last.outcome}${last.reason ? `, ${last.reason}` : ''}` : 'no model was asked')
  );
}

/** Inconclusive first (nothing is known of it), then by verdict, missing components and path. */
function worstFirst(a: FileLine, b: FileLine): number {
  return rank(b) - rank(a) || b.missing_components - a.missing_components || (a.file < b.file ? -1 : 1);
}

function rank(line: FileLine): number {
  if (line.outcome === 'inconclusive') return VERDICTS.length + 1;
  // A markdown review has no verdict: after fail, before needs_patch.
  return line.verdict === null ? VERDICTS.indexOf('fail') - 0.5 : VERDICTS.indexOf(line.verdict);
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
