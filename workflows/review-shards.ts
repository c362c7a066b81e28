import type { AcceptedPart, JudgeArgs, PreparedReview, ShardRef } from '../activities/contract';
import type { Climb } from './climb-ladder';
import { runLanes } from './lanes';

/** Shards of one file asked at once. */
const SHARD_LANES = 4;

interface ShardsResult {
  parts: AcceptedPart[];
  reduce: AcceptedPart | null;
  /** Why the file cannot be judged; null when every part is there. */
  reason: string | null;
}

/**
 * Climbs the review ladder for the whole file or for each shard; when all shards are there, the reduce ladder for
 * narrative and score. A missing shard makes the file inconclusive; an exhausted reduce ladder does not.
 */
export async function reviewShards(
  climb: Climb,
  judge: JudgeArgs,
  prepared: PreparedReview,
): Promise<ShardsResult> {
  const call = {
    ref: judge.ref,
    snapshotId: judge.snapshotId,
    target: judge.target,
    frame: prepared.frame,
    task: 'review' as const,
  };
  climb.step = 'reviewing';
  if (prepared.shards.length === 0) {
    const part = await climb.up(prepared.rungs, { ...call, shard: null });
    return {
      parts: part ? [part] : [],
      reduce: null,
      reason: part ? null : climb.exhausted(prepared.ladder),
    };
  }

  const total = prepared.shards.length;
  climb.shards = total;
  const parts: AcceptedPart[] = [];
  const waiting = [...prepared.shards];
  await runLanes<ShardRef>(
    SHARD_LANES,
    async () => waiting.shift(),
    async (shard) => {
      const part = await climb.up(prepared.rungs, { ...call, shard: { ...shard, total } });
      if (part) parts.push(part);
      climb.shardsDone += 1;
    },
  );
  parts.sort((a, b) => (a.shard ?? 0) - (b.shard ?? 0));
  if (parts.length < total) {
    return {
      parts,
      reduce: null,
      reason: `${parts.length} of ${total} shards answered; ${climb.exhausted(prepared.ladder)}`,
    };
  }
  climb.step = 'reducing';
  const shardAnswers = parts.map((part) => part.answerId);
  const reduce = await climb.up(prepared.reduceRungs, { ...call, task: 'reduce', shard: null, shardAnswers });
  return { parts, reduce, reason: null };
}
