import { Connection, type ConnectionOptions } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import type { Environment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import type { WorkerSettings } from '../worker-settings';
import type { ProcessRef } from './process-identity';
import { spawnService } from './spawn-service';

/** The built worker program. */
export const workerScript = (): string => join(packageRoot(), 'dist', 'workers', 'main.js');

/** Starts a worker process with its settings as one JSON argument; does not wait for it. */
export function startWorker(
  settings: WorkerSettings,
  options: { script: string; env: Environment; log: string },
): Promise<ProcessRef> {
  return spawnService(process.execPath, [options.script, JSON.stringify(settings)], {
    ...options,
    cwd: settings.cwd,
  });
}

/**
 * Resolves once every process of `pids()` polls the queue `scrum-loop`; they may be replaced while we wait. Throws what
 * `check` throws, which is asked each time round, and `ServicesError` after 30 s.
 */
export async function waitForPollers(
  connection: ConnectionOptions,
  namespace: string,
  pids: () => number[],
  check: () => void,
): Promise<void> {
  const client = await Connection.connect(connection);
  try {
    const until = performance.now() + 30_000;
    for (;;) {
      const seen = await pollers(client, namespace);
      if (pids().every((pid) => seen.some((identity) => identity.startsWith(`${pid}@`)))) return;
      check();
      if (performance.now() > until) {
        throw new TypedFailure(
          'ServicesError',
          `The worker process ${pids().join(', ')} did not start to poll within 30 s.`,
        );
      }
      await sleep(30);
    }
  } finally {
    await client.close();
  }
}

/** Identities (`pid@host`) of all who poll the queue. */
async function pollers(client: Connection, namespace: string): Promise<string[]> {
  const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
  const kinds = [TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY];
  const answers = await Promise.all(
    kinds.map((taskQueueType) =>
      client.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: 'scrum-loop' },
        taskQueueType,
      }),
    ),
  );
  return answers.flatMap((answer) => (answer.pollers ?? []).map((poller) => poller.identity ?? ''));
}
