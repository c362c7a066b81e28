import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { bareActivities } from './activities';
import type { bareLoop } from './workflows';

export interface Measured {
  /** Files a second of one parent with many lanes. */
  filesPerSecond: number;
  /** Median time of a parent with one file, one after the other, milliseconds. */
  p50Ms: number;
}

const TASK_QUEUE = 'bench-bare';

/** The bare workflows, bundled. */
export function bareBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: join(__dirname, 'workflows.js'),
    logger: new DefaultLogger('WARN'),
  });
}

/** Runs the bare loop on the server at `address` with a worker in this process. */
export async function measureBare(
  address: string,
  workflowBundle: WorkflowBundleWithSourceMap,
  { files, lanes, singles }: { files: number; lanes: number; singles: number },
): Promise<Measured> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowBundle,
    activities: bareActivities,
  });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const run = async (count: number, id: string): Promise<number> => {
    const begun = performance.now();
    await client.workflow.execute<typeof bareLoop>('bareLoop', {
      taskQueue: TASK_QUEUE,
      workflowId: id,
      args: [count, lanes],
    });
    return performance.now() - begun;
  };
  try {
    return await worker.runUntil(async () => {
      await run(1, 'warm-up');
      const ms = await run(files, 'many');
      const times: number[] = [];
      for (let n = 0; n < singles; n++) times.push(await run(1, `single-${n}`));
      times.sort((a, b) => a - b);
      return {
        filesPerSecond: (files * 1000) / ms,
        p50Ms: times[Math.floor(times.length / 2)] ?? Number.NaN,
      };
    });
  } finally {
    await client.connection.close();
    await connection.close();
  }
}
