import { executeChild, ParentClosePolicy, ChildWorkflowCancellationType } from '@temporalio/workflow';
import type { IterationTotals } from '../activities/contract';
import { loopActivities } from './activity-groups';
import { passGate, type GateOutcome } from './gate-step';
import type { Loop } from './loop';
import { phaseSweep } from './phase-sweep';
import { reviewTargets, type Halt } from './review-targets';

/** How an iteration ended: `again` means the run must continue as new before it can go on. */
export type IterationEnd = 'ended' | 'again' | 'stop';

const now = (): string => new Date().toISOString();

/** Iteration 0: what the repository looks like before anything is reviewed. */
export async function baseline(loop: Loop): Promise<void> {
  const ref = loop.ref(0);
  const snapshot = await loopActivities.takeSnapshot.executeWithOptions({ summary: 'baseline · snapshot' }, [
    { ref },
  ]);
  await sweep(loop, snapshot.snapshotId, null);
}

/** Snapshot → targets → review every target → build gate → re-sweep → metrics. */
export async function runIteration(loop: Loop, iteration: number): Promise<IterationEnd> {
  if (loop.state.progress === null) await begin(loop, iteration);
  const halt = await reviewTargets(loop);
  if (halt === 'history') return 'again';
  if (halt === 'retry') {
    loop.dispatch({ type: 'repeated' });
    return 'again';
  }
  if (halt) await leaveUnreviewed(loop, halt);
  loop.dispatch({ type: 'rowChanged', row: { scrum_finished: now() } });
  await settleRow(loop, await passGate(loop, snapshotOf(loop)));
  // A loop decision that came after the reviews.
  if (loop.state.loopDecision === 'retry') {
    loop.dispatch({ type: 'repeated' });
    return 'again';
  }
  if (loop.state.loopDecision === 'reject') loop.dispatch({ type: 'stopped', notice: WHY.reject });
  const stop = loop.state.stopped || halt === 'reject' || halt === 'cost' || halt === 'tokens';
  loop.dispatch({ type: 'iterationEnded' });
  return stop ? 'stop' : 'ended';
}

async function begin(loop: Loop, iteration: number): Promise<void> {
  const ref = loop.ref(iteration);
  const label = `iter ${iteration}/${loop.plan.iterations}`;
  const snapshot = await loopActivities.takeSnapshot.executeWithOptions({ summary: `${label} · snapshot` }, [
    { ref },
  ]);
  const { snapshotId } = snapshot;
  const targets = await loopActivities.selectTargets.executeWithOptions({ summary: `${label} · targets` }, [
    { ref, snapshotId, skipped: loop.state.skipped },
  ]);
  loop.dispatch({
    type: 'iterationStarted',
    iteration,
    at: now(),
    progress: { snapshotId, ...targets, offset: 0, leftover: [], reviewed: 0, inconclusive: 0, reused: 0 },
  });
  if (targets.total === 0)
    loop.dispatch({
      type: 'incomplete',
      notice: `iteration ${iteration}: no file was selected, so nothing was reviewed`,
    });
}

const WHY: Record<Exclude<Halt, null | 'history' | 'retry'>, string> = {
  cost: 'the cost cap was reached',
  tokens: 'the token cap was reached',
  iteration_cost: 'the cost cap of an iteration was reached',
  iteration_tokens: 'the token cap of an iteration was reached',
  skip: 'a person ended the iteration',
  reject: 'a person stopped the loop',
};

/** Every file of the iteration that was not handed to a child gets its record: inconclusive, with the reason. */
export async function recordRest(loop: Loop, reason: string): Promise<number> {
  const { progress } = loop.state;
  if (!progress) return 0;
  const { snapshotId, targetsId, leftover: targets, offset } = progress;
  const rest = { ref: loop.ref(), snapshotId, targets, targetsId, offset, reason };
  const count = await loopActivities.recordUnreviewed(rest);
  loop.dispatch({ type: 'unreviewed', count });
  return count;
}

/** What a halt means for the loop. */
async function leaveUnreviewed(loop: Loop, halt: Exclude<Halt, null | 'history' | 'retry'>): Promise<void> {
  const { iteration } = loop.state;
  const count = await recordRest(loop, WHY[halt]);
  const notice = `iteration ${iteration}: ${WHY[halt]}, ${count} files were not reviewed`;
  const goesOn = halt === 'skip' || halt === 'iteration_cost' || halt === 'iteration_tokens';
  loop.dispatch(goesOn ? { type: 'incomplete', notice } : { type: 'stopped', notice });
  if (halt === 'skip' || halt === 'reject') loop.dispatch({ type: 'waitEnded' });
}

function snapshotOf(loop: Loop): string {
  return loop.state.progress?.snapshotId ?? '';
}

/** Re-sweep and metrics; the row gets its last status. */
async function settleRow(loop: Loop, gate: GateOutcome): Promise<void> {
  const { iteration, progress } = loop.state;
  if (!gate.goOn) loop.dispatch({ type: 'stopped', notice: `iteration ${iteration}: the build gate is red` });
  const missing = progress?.inconclusive ?? 0;
  if (missing > 0)
    loop.dispatch({
      type: 'incomplete',
      notice: `iteration ${iteration}: ${missing} files are inconclusive`,
    });
  const nothing = (progress?.total ?? 0) === 0;
  const status = loop.state.stopped
    ? 'stopped'
    : missing > 0 || nothing || gate.green === false
      ? 'incomplete'
      : 'done';
  if (gate.green === false)
    loop.dispatch({ type: 'incomplete', notice: `iteration ${iteration}: the build gate is red` });
  loop.dispatch({ type: 'rowChanged', row: { status: 'sweeping' } });
  await sweep(loop, snapshotOf(loop), totalsOf(loop, status, gate));
  loop.dispatch({
    type: 'rowChanged',
    row: { status, resweep_findings: loop.state.lastSweep?.findings ?? null },
  });
}

/** What the loop knows of the present iteration, for its metrics row. */
export function totalsOf(
  loop: Loop,
  status: IterationTotals['status'],
  gate: Omit<GateOutcome, 'goOn'>,
): IterationTotals {
  const { state } = loop;
  const row = state.rows.find((r) => r.iter === state.iteration);
  const { reviewed = 0, inconclusive = 0, reused = 0, omissions = {} } = state.progress ?? {};
  return {
    status,
    scrumStarted: row?.scrum_started ?? null,
    scrumFinished: row?.scrum_finished ?? null,
    fixesApplied: row?.fixes_applied ?? null,
    targets: reviewed + inconclusive,
    reviewed,
    inconclusive,
    reused,
    omissions,
    buildGreen: gate.green,
    testFailCount: gate.testFailCount,
    gateSummary: gate.summary,
    notices: state.notices,
  };
}

async function sweep(loop: Loop, snapshotId: string, totals: IterationTotals | null): Promise<void> {
  const ref = loop.ref();
  const suffix = ref.retry > 0 ? `/r${ref.retry}` : '';
  const result = await executeChild(phaseSweep, {
    workflowId: `${ref.loopId}/${ref.sweepId}${suffix}`,
    args: [{ ref, snapshotId, totals }],
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    staticSummary:
      ref.iteration === 0 ? 'baseline sweep' : `iter ${ref.iteration}/${loop.plan.iterations} · re-sweep`,
  });
  loop.dispatch({ type: 'swept', sweep: result });
}
