import {
  CancellationScope,
  ChildWorkflowCancellationType,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { FileOutcome, PagedTarget } from '../activities/contract';
import { failureMessage } from './failure-message';
import { fileActivities, loopActivities } from './activity-groups';
import { runLanes } from './lanes';
import type { Loop } from './loop';
import { NO_CAPS, NOTHING, type CapKind, type Caps, type Money } from './money';
import { nothingReviewed } from './nothing-reviewed';
import { reviewFile } from './review-file';
import { searchAttributePairs } from './search-attributes';
import { TargetFeed } from './target-feed';
import { Treasury } from './treasury';

/** Events after which a run drains its children and continues as new, well before the server's limits. */
const MAX_EVENTS = 4000;

/** Why no further file is started; null while the iteration goes on. */
export type Halt =
  'history' | 'cost' | 'tokens' | 'iteration_cost' | 'iteration_tokens' | 'skip' | 'reject' | 'retry' | null;

/**
 * The reason, if any, to start no further file. Caps hold before each call (see `Treasury`); a file is not even started
 * once one of them was reached.
 */
export function haltOf(loop: Loop): Halt {
  const { loopDecision, budget, charged, capReached } = loop.state;
  if (loopDecision === 'skip' || loopDecision === 'reject' || loopDecision === 'retry') return loopDecision;
  if (capReached) return capReached.of === 'loop' ? capReached.cap : `iteration_${capReached.cap}`;
  const ofLoop = usedUp({ usd: budget.maxCostUsd, tokens: budget.maxTokens }, charged.loop);
  if (ofLoop) return ofLoop;
  const ofIteration = usedUp(loop.plan.caps?.iteration ?? NO_CAPS, charged.iteration);
  if (ofIteration) return `iteration_${ofIteration}`;
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength > MAX_EVENTS || continueAsNewSuggested ? 'history' : null;
}

function usedUp(caps: Caps, used: Money): CapKind | null {
  if (caps.tokens !== null && used.tokens > 0 && used.tokens >= caps.tokens) return 'tokens';
  return caps.usd !== null && used.usd > 0 && used.usd >= caps.usd ? 'cost' : null;
}

/**
 * Reviews every target of the iteration, a child workflow each, bounded by the plan's concurrency; then the files that
 * a person asked for again. Ends early (with the reason) when something halts the iteration.
 */
export async function reviewTargets(loop: Loop): Promise<Halt> {
  const treasury = new Treasury(loop, loop.plan.concurrency);
  loop.treasury = treasury;
  const answering = CancellationScope.nonCancellable(() => treasury.run());
  try {
    return await reviewAll(loop);
  } finally {
    treasury.end();
    await answering;
    loop.treasury = null;
  }
}

async function reviewAll(loop: Loop): Promise<Halt> {
  const lanes = loop.plan.concurrency;
  const feed = new TargetFeed(loop, lanes, () => haltOf(loop) === null);
  try {
    await runLanes(
      lanes,
      () => feed.next(),
      (target) => reviewOne(loop, target, loop.state.repeat, false),
    );
  } finally {
    await feed.close();
  }
  for (let halt = haltOf(loop); ; halt = haltOf(loop)) {
    if (halt) return halt;
    const path = loop.state.retryQueue[0];
    if (path === undefined) return null;
    await reviewAgain(loop, path);
  }
}

async function reviewAgain(loop: Loop, path: string): Promise<void> {
  const { progress } = loop.state;
  loop.dispatch({ type: 'retryTaken' });
  const retry = loop.state.retries;
  if (!progress) return;
  const target = await loopActivities.findTarget({ ref: loop.ref(), targetsId: progress.targetsId, path });
  if (target) await reviewOne(loop, target, retry, true);
  else
    loop.dispatch({
      type: 'badSignal',
      rejected: `retry refused: ${path} is no target of iteration ${loop.state.iteration}`,
    });
}

async function reviewOne(loop: Loop, target: PagedTarget, retry: number, again: boolean): Promise<void> {
  const ref = loop.ref(loop.state.iteration, retry);
  const { snapshotId } = loop.state.progress ?? { snapshotId: '' };
  const suffix = retry > 0 ? `/r${retry}` : '';
  const workflowId = `${ref.loopId}/i${ref.iteration}/${target.idPart ?? target.path}${suffix}`;
  const allowance = loop.treasury?.open(workflowId);
  loop.running.add(workflowId);
  let outcome: FileOutcome;
  let charged: Money | undefined;
  try {
    outcome = await executeChild(reviewFile, {
      workflowId,
      args: [
        {
          ref,
          snapshotId,
          target,
          searchAttributes: loop.plan.searchAttributes,
          ...(allowance ? { allowance } : {}),
        },
      ],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
      staticSummary: summaryOf(loop, target, again),
      typedSearchAttributes: searchAttributePairs(loop.plan.searchAttributes, {
        ScrumRepo: loop.plan.repoName,
        ScrumIteration: ref.iteration,
        ScrumSweepId: ref.sweepId,
      }),
    });
    charged = outcome.charged ?? NOTHING;
  } catch (error) {
    if (isCancellation(error)) throw error;
    // The child itself failed.
    outcome = await fileActivities.judgeAndRecord(
      nothingReviewed(ref, snapshotId, target, failureMessage(error)),
    );
  } finally {
    loop.running.delete(workflowId);
    loop.treasury?.close(workflowId, charged);
  }
  loop.dispatch({ type: 'fileSettled', outcome, sha256: target.sha256, again });
}

function summaryOf(loop: Loop, target: PagedTarget, again: boolean): string {
  const path = target.path.length > 120 ? `…${Array.from(target.path).slice(-120).join('')}` : target.path;
  return `iter ${loop.state.iteration}/${loop.plan.iterations} · ${path.replaceAll(/\s/g, ' ')}${again ? ' · again' : ''}`;
}
