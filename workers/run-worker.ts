import { join } from 'node:path';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities';
import type { ActivityDeps } from '../activities/deps';
import { packageRoot } from '../config/package-root';
import { providersInUse } from '../models/probe-providers';
import type { WorkerGroup } from './worker-settings';

export interface RunningWorkers {
  /** Resolves when every worker has stopped. */
  done: Promise<void>;
  shutdown(): void;
}

/**
 * Workers of one process: workflows and quick activities on `scrum-loop`, the gate on `scrum-loop-build`, and one queue
 * per model provider whose rate the server holds across all workers. The embedded reviewer needs no queue of its own.
 */
export async function runWorkers(
  connection: NativeConnection,
  namespace: string,
  deps: ActivityDeps,
  only: readonly WorkerGroup[],
): Promise<RunningWorkers> {
  const activities = createActivities(deps);
  // A killed worker's cached workflows go on elsewhere after a second, not after ten.
  const common = {
    connection,
    namespace,
    stickyQueueScheduleToStartTimeout: '1s',
    shutdownGraceTime: '2s',
    shutdownForceTime: '5s',
  } as const;
  const options: WorkerOptions[] = [];
  if (only.includes('review')) {
    options.push({
      ...common,
      taskQueue: 'scrum-loop',
      // `callModel` too: the embedded reviewer runs as a local activity.
      activities: { ...activities.loop, ...activities.review, ...activities.model },
      workflowBundle: { codePath: join(packageRoot(), 'dist', 'workflow-bundle.js') },
      maxConcurrentActivityTaskExecutions: 8,
      maxConcurrentWorkflowTaskExecutions: 40,
    });
  }
  if (only.includes('build')) {
    options.push({
      ...common,
      taskQueue: 'scrum-loop-build',
      activities: activities.build,
      maxConcurrentActivityTaskExecutions: 1,
    });
  }
  if (only.includes('model')) {
    for (const name of providersInUse(deps.routing.routing)) {
      const provider = deps.routing.routing.providers[name];
      if (!provider) continue;
      const perMinute = provider.requests_per_minute;
      options.push({
        ...common,
        taskQueue: `scrum-loop-model-${name}`,
        activities: activities.model,
        maxConcurrentActivityTaskExecutions: provider.max_concurrent,
        ...(perMinute === undefined ? {} : { maxTaskQueueActivitiesPerSecond: perMinute / 60 }),
      });
    }
  }
  const workers = await Promise.all(options.map((o) => Worker.create(o)));
  const running = workers.map((worker) => worker.run());
  const shutdown = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return { done: endTogether(running, shutdown), shutdown };
}

/** One worker that fails takes the others with it: half a process would look alive. */
async function endTogether(running: Promise<void>[], shutdown: () => void): Promise<void> {
  try {
    await Promise.all(running);
  } catch (error) {
    shutdown();
    await Promise.allSettled(running);
    throw error;
  }
}
