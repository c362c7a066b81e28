import type { ReviewRow } from '../kb/streams';
import { wellFormed } from '../failures/well-formed';
import { isDismissed } from '../sweep/review-findings';
import type { FileOutcome } from './contract';

/** What the loop keeps of a recorded file. */
export function outcomeOf(row: ReviewRow, reused: boolean): FileOutcome {
  return {
    path: row.file,
    outcome: row.outcome,
    verdict: row.verdict,
    tier: row.gradient_tier,
    findings: row.findings_count,
    tokens:
      row.prompt_tokens === null || row.completion_tokens === null
        ? null
        : row.prompt_tokens + row.completion_tokens,
    costUsd: row.cost_usd,
    reused,
    ...(row.gradient_tier === 'block' && isDismissed(row) ? { dismissed: true as const } : {}),
    ...(row.reason ? { reason: wellFormed(row.reason, 300) } : {}),
  };
}
