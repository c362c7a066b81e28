import {
  CancellationScope,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { FileOutcome, JudgeArgs, LoopRef, PagedTarget } from '../activities/contract';
import { fileActivities } from './activity-groups';
import { Climb } from './climb-ladder';
import * as messages from './messages';
import { reviewShards } from './review-shards';
import { searchAttributePairs } from './search-attributes';

export interface ReviewFileInput {
  ref: LoopRef;
  snapshotId: string;
  target: PagedTarget;
  /** Registered search attributes. */
  searchAttributes: string[];
}

/**
 * One file in one iteration: prepare (route, cut) → climb the ladder, whole or per shard → reduce → judge and record.
 * Always ends with a record: a file no model could answer is `inconclusive`, also when the review is cancelled.
 */
export async function reviewFile(input: ReviewFileInput): Promise<FileOutcome> {
  const startedAt = new Date().toISOString();
  const { ref, snapshotId, target } = input;
  const climb = new Climb();
  setHandler(messages.reviewStatus, () => ({ file: target.path, ...climb.status() }), {
    description: 'Which step and model this file is at, and every hop so far',
  });

  const judge: JudgeArgs = {
    ref,
    snapshotId,
    target: { path: target.path, sha256: target.sha256, bytes: target.bytes, language: target.language },
    frame: 'forensic',
    shardsTotal: 0,
    parts: [],
    reduce: null,
    hops: climb.hops,
    escalations: 0,
    costUsd: 0,
    startedAt,
    reason: null,
  };
  try {
    const prepared = await fileActivities.prepareReview({ ref, snapshotId, target: judge.target });
    judge.frame = prepared.frame;
    judge.shardsTotal = prepared.shards.length;
    const result = await reviewShards(climb, judge, prepared);
    judge.parts = result.parts;
    judge.reduce = result.reduce;
    judge.reason = result.reason;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    judge.reason = 'cancelled before it was reviewed';
    climb.cancelled();
    judge.costUsd = climb.costUsd;
    judge.escalations = climb.escalations;
    await CancellationScope.nonCancellable(() => fileActivities.judgeAndRecord(judge));
    throw error;
  }
  climb.step = 'judging';
  judge.costUsd = climb.costUsd;
  judge.escalations = climb.escalations;
  const outcome = await fileActivities.judgeAndRecord(judge);
  climb.step = 'done';
  setCurrentDetails(climb.describe(outcome));
  const pairs = searchAttributePairs(input.searchAttributes, {
    ScrumVerdict: outcome.verdict,
    ScrumTier: outcome.tier,
  });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
  return outcome;
}
