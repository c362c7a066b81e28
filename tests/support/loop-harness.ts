import { randomUUID } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowHandleWithStartDetails } from '@temporalio/client';
import type { LoopInput } from '../../workflows/messages';
import type { scrumLoop } from '../../workflows/scrum-loop';
import type { FakeWorld } from './fake-activities';
import { workflowBundle } from './workflow-bundle';

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});

/** A time-skipping Temporal server for one test file. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_TEST_SERVER_PATH;
  if (!path) throw new Error('TEMPORAL_TEST_SERVER_PATH is not set: run the tests through npm test');
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
}

export type LoopHandle = WorkflowHandleWithStartDetails<typeof scrumLoop>;

/** Runs `test` against a started loop with workers on every queue it uses; ends them afterwards. */
export async function withLoop<T>(
  env: TestWorkflowEnvironment,
  world: FakeWorld,
  test: (handle: LoopHandle) => Promise<T>,
  input: LoopInput = { repo: '/repo' },
): Promise<T> {
  const activities = world.activities();
  const workflowId = `loop-${randomUUID().slice(0, 8)}`;
  world.plan = { ...world.plan, loopId: workflowId };
  const connection = env.nativeConnection;
  const common = { connection, activities };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: 'scrum-loop', workflowBundle: await workflowBundle() }),
    Worker.create({ ...common, taskQueue: 'scrum-loop-build' }),
  ]);
  const running = workers.map((worker) => worker.run());
  try {
    const handle = await env.client.workflow.start<typeof scrumLoop>('scrumLoop', {
      taskQueue: 'scrum-loop',
      workflowId,
      args: [input],
    });
    return await test(handle);
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  }
}

export { until } from './until';
