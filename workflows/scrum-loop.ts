import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { LoopPlan } from '../activities/contract';
import { loopActivities } from './activity-groups';
import { innermostCause } from './failure-message';
import { setLoopHandlers } from './handlers';
import { baseline, runIteration } from './iteration';
import { Loop } from './loop';
import { carried, newLoopState, resumedState, type LoopState } from './loop-state';
import type { LoopInput, LoopResult } from './messages';
import { searchAttributePairs } from './search-attributes';
import { sealCancelled } from './seal-cancelled';
import { SignalRecorder } from './signal-recorder';
import { unpricedRefusal } from './unpriced-refusal';

/**
 * The loop: a baseline sweep, then N iterations, each in a run of its own (continue-as-new), each ending with a
 * re-sweep and a metrics row. `state` is what the run before left; a person starts a loop with `input` alone.
 */
export async function scrumLoop(input: LoopInput, state?: LoopState): Promise<LoopResult> {
  const { workflowId, firstExecutionRunId, startTime } = workflowInfo();
  const loop = new Loop(state ? resumedState(state) : newLoopState(startTime.toISOString()));
  setLoopHandlers(loop);
  if (loop.state.plan === null) {
    loop.dispatch({
      type: 'opened',
      plan: await openPlan({ input, workflowId, firstRunId: firstExecutionRunId }),
    });
  }
  refuseUnpriced(loop);
  tagRun(loop);
  const recorder = new SignalRecorder(loop);
  const recording = CancellationScope.nonCancellable(() => recorder.run());
  try {
    if (loop.state.lastSweep === null) await baseline(loop);
    const iteration = iterationOf(loop);
    const end = await runIteration(loop, iteration);
    const over = end === 'stop' || (end === 'ended' && iteration >= loop.plan.iterations);
    await recorder.drain();
    await recording;
    await condition(allHandlersFinished);
    if (!over) await continueAsNew<typeof scrumLoop>(input, carried(loop.state));
    return finish(loop);
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(async () => {
        await sealCancelled(loop);
        await recorder.drain();
        await recording;
      });
    }
    throw unwrapped(error);
  }
}

type OpenArgs = Parameters<typeof loopActivities.openLoop>[0];

/** Bad input ends the workflow with the one failure that names every bad field, not with a failed activity around it. */
async function openPlan(args: OpenArgs): Promise<LoopPlan> {
  try {
    return await loopActivities.openLoop(args);
  } catch (error) {
    throw unwrapped(error);
  }
}

function unwrapped(error: unknown): unknown {
  if (isCancellation(error)) return error;
  const cause = innermostCause(error);
  if (!(cause instanceof ApplicationFailure)) return error;
  const { type, message, details } = cause;
  return ApplicationFailure.create({
    ...(type ? { type } : {}),
    message,
    details: details ?? [],
    nonRetryable: true,
  });
}

/** A cost cap set before the plan was known, over models whose price nobody knows. */
function refuseUnpriced(loop: Loop): void {
  const refusal = unpricedRefusal(loop.plan, loop.state.budget.maxCostUsd);
  if (refusal) throw ApplicationFailure.create({ type: 'ConfigError', message: refusal, nonRetryable: true });
}

/** The iteration this run works at: the one in progress, the one to be repeated, or the next. */
function iterationOf(loop: Loop): number {
  const { progress, repeat, iteration } = loop.state;
  return progress || repeat > 0 ? iteration : iteration + 1;
}

function tagRun(loop: Loop): void {
  const { searchAttributes, repoName } = loop.plan;
  const next = loop.state.lastSweep ? iterationOf(loop) : 0;
  const pairs = searchAttributePairs(searchAttributes, {
    ScrumRepo: repoName,
    ScrumIteration: next,
    ScrumSweepId: loop.ref(next).sweepId,
  });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
}

/** The result, also as memo: it is shown even where no worker lives any more. */
function finish(loop: Loop): LoopResult {
  const { state } = loop;
  const result: LoopResult = {
    loopId: loop.plan.loopId,
    tracker: loop.tracker(),
    summary: {
      outcome: state.stopped ? 'stopped' : state.incomplete ? 'incomplete' : 'done',
      iterations: state.rows.length,
      ...state.totals,
      findings: state.lastSweep?.findings ?? null,
      tokens: state.spent.tokens,
      costUsd: state.spent.costUsd,
      staticOnly: loop.plan.staticOnly,
      pendingDecisions: state.pending.length,
      notices: state.notices,
    },
  };
  upsertMemo({ result });
  return result;
}
