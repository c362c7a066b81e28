import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { IterationTotals, LoopRef, SweepResult } from '../activities/contract';
import { loopActivities } from './activity-groups';
import type { LoopInput } from './messages';

/** One sweep of a loop. */
export interface LoopSweepInput {
  ref: LoopRef;
  snapshotId: string;
  totals: IterationTotals | null;
}

/**
 * The audit that produces findings and metrics. A loop gives it the snapshot of its iteration; started alone it takes
 * a loop's input, takes its own snapshot, and its sweep id is an ad-hoc one.
 */
export async function phaseSweep(input: LoopSweepInput | LoopInput): Promise<SweepResult> {
  const sweep =
    'ref' in input && typeof input.ref === 'object'
      ? (input as LoopSweepInput)
      : await alone(input as LoopInput);
  const result = await loopActivities.runSweep.executeWithOptions({ summary: `sweep ${sweep.ref.sweepId}` }, [
    sweep,
  ]);
  const { high, medium, low } = result.bySeverity;
  setCurrentDetails(`**${result.findings} findings**: ${high} high, ${medium} medium, ${low} low`);
  return result;
}

async function alone(input: LoopInput): Promise<LoopSweepInput> {
  const { workflowId, firstExecutionRunId, startTime } = workflowInfo();
  const plan = await loopActivities.openLoop({ input, workflowId, firstRunId: firstExecutionRunId });
  const date = startTime.toISOString().slice(0, 10);
  const ref = {
    planId: plan.planId,
    loopId: plan.loopId,
    iteration: 0,
    sweepId: `phase_sweep_${date}-adhoc-${firstExecutionRunId.replaceAll('-', '').slice(-6)}`,
    retry: 0,
  };
  const snapshot = await loopActivities.takeSnapshot({ ref });
  return { ref, snapshotId: snapshot.snapshotId, totals: null };
}
