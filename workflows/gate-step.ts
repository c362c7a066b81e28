import { condition } from '@temporalio/workflow';
import { buildActivities } from './activity-groups';
import type { Loop } from './loop';

export interface GateOutcome {
  green: boolean | null;
  testFailCount: number | null;
  summary: string[];
  /** Whether the loop may enter the next iteration. */
  goOn: boolean;
}

/**
 * The build-green gate: runs the operator's commands on the iteration's snapshot. Red lets nothing on until it is green,
 * a person decides, or (`on_red = "stop"`) the loop ends.
 */
export async function passGate(loop: Loop, snapshotId: string): Promise<GateOutcome> {
  const ungated = { green: null, testFailCount: null, summary: [], goOn: true };
  if (loop.plan.gate.commands === 0) return ungated;
  if (loop.state.gateDecision === 'skip') return ungated;
  for (;;) {
    loop.dispatch({ type: 'rowChanged', row: { status: 'gating' } });
    const result = await buildActivities.runGate.executeWithOptions(
      { summary: `iter ${loop.state.iteration}/${loop.plan.iterations} · build gate` },
      [{ ref: loop.ref(), snapshotId }],
    );
    loop.dispatch({ type: 'rowChanged', row: { build_green: result.green } });
    const { testFailCount, summary } = result;
    if (result.green) return { green: true, testFailCount, summary, goOn: true };
    const decision = await decisionOnRed(loop, summary.at(-1) ?? 'the build gate is red');
    if (decision === 'retry') continue;
    const green = decision === 'skip' ? null : false;
    loop.dispatch({ type: 'rowChanged', row: { build_green: green } });
    return { green, testFailCount, summary, goOn: decision === 'approve' || decision === 'skip' };
  }
}

/** Waits for a person if the plan says so; `reject` when it does not, or when the wait runs out. */
async function decisionOnRed(loop: Loop, reason: string): Promise<'approve' | 'reject' | 'retry' | 'skip'> {
  const { onRed, waitLimitMs } = loop.plan.gate;
  const decided = (): boolean => loop.state.gateDecision !== null || loop.state.loopDecision !== null;
  if (onRed === 'wait' && !decided()) {
    loop.dispatch({ type: 'gateRed', reason });
    const answered = await condition(decided, waitLimitMs);
    if (!answered)
      loop.dispatch({
        type: 'incomplete',
        notice: `iteration ${loop.state.iteration}: nobody decided on the red gate in time`,
      });
  }
  const { gateDecision, loopDecision } = loop.state;
  const decision = gateDecision ?? (loopDecision === 'approve' ? 'approve' : 'reject');
  loop.dispatch({ type: 'gateSettled' });
  if (loopDecision === 'approve') loop.dispatch({ type: 'waitEnded' });
  return decision;
}
