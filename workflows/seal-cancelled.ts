import { loopActivities } from './activity-groups';
import { recordRest, totalsOf } from './iteration';
import type { Loop } from './loop';

/** A cancelled loop still leaves its sealed partial report: records of what was not reviewed, and a metrics row. */
export async function sealCancelled(loop: Loop): Promise<void> {
  const { progress, iteration } = loop.state;
  if (!progress) return;
  const { snapshotId } = progress;
  const reason = 'the loop was cancelled';
  await recordRest(loop, reason);
  loop.dispatch({ type: 'stopped', notice: `iteration ${iteration}: ${reason}` });
  loop.dispatch({ type: 'rowChanged', row: { status: 'stopped', scrum_finished: new Date().toISOString() } });
  const totals = totalsOf(loop, 'stopped', { green: null, testFailCount: null, summary: [] });
  await loopActivities.runSweep({ ref: loop.ref(), snapshotId, totals });
}
