import type { JudgeArgs, LoopRef } from '../activities/contract';

/** What is judged of a file that no model was asked about: inconclusive, with the reason. */
export function nothingReviewed(
  ref: LoopRef,
  snapshotId: string,
  target: JudgeArgs['target'],
  reason: string,
): JudgeArgs {
  return {
    ref,
    snapshotId,
    target,
    frame: ref.iteration <= 1 ? 'soft' : 'forensic',
    shardsTotal: 0,
    parts: [],
    reduce: null,
    hops: [],
    escalations: 0,
    costUsd: 0,
    startedAt: new Date().toISOString(),
    reason,
  };
}
