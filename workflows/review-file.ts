import { HandlerUnfinishedPolicy } from '@temporalio/common';
import {
  CancellationScope,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { FileOutcome, JudgeArgs, LoopRef, PagedTarget } from '../activities/contract';
import { fileActivities } from './activity-groups';
import { isAllowanceAnswer } from './check-allowance';
import { Climb } from './climb-ladder';
import { furtherOpinions } from './further-opinions';
import * as messages from './messages';
import { Purse, type Allowance } from './purse';
import { reviewShards } from './review-shards';
import { searchAttributePairs } from './search-attributes';

export interface ReviewFileInput {
  ref: LoopRef;
  snapshotId: string;
  target: PagedTarget;
  /** Registered search attributes. */
  searchAttributes: string[];
  /** What the file may spend; absent: nothing is capped. */
  allowance?: Allowance;
}

/**
 * One file in one iteration: prepare (route, cut) → climb the ladder, whole or per shard → reduce → judge and record.
 * Always ends with a record: a file no model could answer is `inconclusive`, also when the review is cancelled.
 */
export async function reviewFile(input: ReviewFileInput): Promise<FileOutcome> {
  const startedAt = new Date().toISOString();
  const { ref, snapshotId, target } = input;
  const purse = purseOf(input.allowance);
  const climb = new Climb(purse);
  setHandler(messages.reviewStatus, () => ({ file: target.path, ...climb.status() }), {
    description: 'Which step and model this file is at, and every hop so far',
  });

  const told = async (answer: unknown): Promise<void> => {
    if (isAllowanceAnswer(answer)) await purse.answered(answer);
    else log.warn('an allowance that is none was ignored');
  };
  setHandler(messages.allowance, told, {
    description: 'From the loop: what this file may spend (sent by the program itself)',
    unfinishedPolicy: HandlerUnfinishedPolicy.ABANDON,
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
    climb.estimate = prepared.estimate;
    const result = await reviewShards(climb, judge, prepared);
    judge.parts = result.parts;
    judge.reduce = result.reduce;
    judge.reason = result.reason;
    if (result.reason === null) await furtherOpinions(climb, judge, prepared);
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
  // A cancel that comes now would leave a file that was asked about without its record.
  const outcome = await CancellationScope.nonCancellable(() => fileActivities.judgeAndRecord(judge));
  climb.step = 'done';
  setCurrentDetails(climb.describe(outcome));
  const pairs = searchAttributePairs(input.searchAttributes, {
    ScrumVerdict: outcome.verdict,
    ScrumTier: outcome.tier,
  });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
  const { charged } = purse;
  return charged.tokens + charged.usd > 0 ? { ...outcome, charged } : outcome;
}

/** Money is asked of the parent; a child started alone has nobody to ask. */
function purseOf(allowance: Allowance | undefined): Purse {
  const { workflowId, parent } = workflowInfo();
  return new Purse(parent ? allowance : undefined, async (request) => {
    if (!parent) throw new TypeError('a review without a parent has no allowance');
    const loop = getExternalWorkflowHandle(parent.workflowId);
    await loop.signal(messages.requestAllowance, { child: workflowId, ...request });
  });
}
