import { executeChild, proxyActivities } from '@temporalio/workflow';
import { runLanes } from '../../../workflows/lanes';

const { echo } = proxyActivities<{ echo(i: number): Promise<number> }>({ startToCloseTimeout: '1m' });

/** The least a file can cost: a child with one activity. */
export async function bareChild(i: number): Promise<number> {
  return echo(i);
}

/** The least a loop can be: children over lanes. */
export async function bareParent(count: number, lanes: number): Promise<number> {
  let next = 0;
  const take = async (): Promise<number | undefined> => (next < count ? next++ : undefined);
  await runLanes(lanes, take, async (i) => {
    await executeChild(bareChild, { args: [i], workflowId: `bare-child-${i}` });
  });
  return next;
}
