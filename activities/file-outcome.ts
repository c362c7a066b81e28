import type { ReviewRow } from '../kb/streams';
import { wellFormed } from '../failures/well-formed';
import type { FileOutcome } from './contract';

/** What the loop keeps of a recorded file. */
export function outcomeOf(row: ReviewRow, reused: boolean): FileOutcome {
  return {
    path: row.file,
    outcome: row.outcome,
    verdict: row.verdict,
    tier: row.gradient_tier,
    findings: row.findings_count,
    tokens: (row.prompt_tokens ?? 0) + (row.completion_tokens ?? 0),
    costUsd: row.cost_usd,
    reused,
    ...(row.reason ? { reason: wellFormed(row.reason, 300) } : {}),
  };
}
