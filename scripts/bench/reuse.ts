import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { LoopRef, Page } from '../../activities/contract';
import type { ActivityDeps } from '../../activities/deps';
import { createActivities } from '../../activities/create-activities';
import { runWorkers } from '../../workers/run-worker';
import type { scrumLoop } from '../../workflows/scrum-loop';
import { withBenchServer } from './bench-server';
import { generateRepository } from './generate-repository';
import { instantDeps } from './instant-deps';
import { longReview } from './long-review';

/**
 * Reuse: files/s of files that an earlier identical review settles, through `scrumLoop` (third iteration of a loop, all
 * of a second loop) and of the activity alone; children and model calls of those iterations, and the memory they take.
 * Aims: ≥ 1,000 files/s, no child, no call.
 */
const FILES = Number(process.argv[2] ?? 3000);
const LANES = Number(process.argv[3] ?? 16);

let calls = 0;
function countedReview(): string {
  calls += 1;
  return longReview();
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);

async function loop(client: Client, repo: string, workflowId: string): Promise<void> {
  const before = calls;
  const started = performance.now();
  const handle = await client.workflow.start<typeof scrumLoop>('scrumLoop', {
    taskQueue: 'scrum-loop',
    workflowId,
    args: [{ repo, iterations: 3, concurrency: LANES }],
  });
  const { tracker, summary } = await handle.result();
  for (const row of tracker) {
    const seconds = (Date.parse(row.scrum_finished ?? '') - Date.parse(row.scrum_started ?? '')) / 1000;
    console.log(
      `${workflowId} iteration ${row.iter}: ${(FILES / seconds).toFixed(0)} files/s (${seconds.toFixed(2)} s from first to last file)`,
    );
  }
  let children = 0;
  const query = `WorkflowType='reviewFile' AND WorkflowId STARTS_WITH '${workflowId}/'`;
  for await (const _ of client.workflow.list({ query })) children += 1;
  console.log(
    `${workflowId}: ${summary.reviewed} reviewed, ${summary.reused} reused, ${children} children, ${calls - before} model calls, ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s in all, ${megabytes()} MB`,
  );
}

/** The activity alone, over all targets of one more loop. */
async function alone(deps: ActivityDeps, repo: string): Promise<void> {
  const { loop: activities } = createActivities(deps);
  // As a worker would run it: with a context to beat in.
  const run = <R>(work: () => Promise<R>): Promise<R> => new MockActivityEnvironment().run(work);
  const plan = await run(() =>
    activities.openLoop({ input: { repo }, workflowId: 'alone', firstRunId: 'alone' }),
  );
  const ref: LoopRef = { planId: plan.planId, loopId: plan.loopId, iteration: 3, sweepId: 'alone', retry: 0 };
  const { snapshotId } = await run(() => activities.takeSnapshot({ ref }));
  const { targetsId, total } = await run(() => activities.selectTargets({ ref, snapshotId, skipped: [] }));
  const started = performance.now();
  let reused = 0;
  let largest = 0;
  for (let offset = 0, page: Page; offset < total; offset += page.targets.length + page.reused.length) {
    const asked = { ref, snapshotId, targetsId, offset, limit: 500, fresh: [] };
    page = await run(() => activities.settlePage(asked));
    reused += page.reused.length;
    largest = Math.max(largest, JSON.stringify(page).length);
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `settlePage alone: ${(reused / seconds).toFixed(0)} files/s, ${reused} of ${total} reused, largest page ${largest} bytes, ${megabytes()} MB`,
  );
}

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await withBenchServer('tuned', async (address, dir) => {
    const connection = await NativeConnection.connect({ address });
    const client = new Client({ connection: await Connection.connect({ address }) });
    const repo = await generateRepository(join(dir, 'repo'), FILES, 2000);
    const deps = await instantDeps(join(dir, 'state'), repo, connection, countedReview);
    const workers = await runWorkers(connection, 'default', deps, ['review', 'model', 'build']);
    try {
      await loop(client, repo, 'first');
      await loop(client, repo, 'second');
      await alone(deps, repo);
    } finally {
      workers.shutdown();
      await workers.done;
      await deps.kb.close();
      await client.connection.close();
      await connection.close();
    }
  });
}

void main();
