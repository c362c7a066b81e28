import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { packageRoot } from '../../config/package-root';
import { instantDeps } from './instant-deps';
import { generateRepository } from './generate-repository';
import { historyOf } from './history-size';
import { childLatencies, percentile } from './latencies';
import { withBenchServer } from './bench-server';
import { runWorkers } from '../../workers/run-worker';
import type { bareParent } from './workflows/bare';
import type { scrumLoop } from '../../workflows/scrum-loop';

/**
 * Orchestration: files/s and p50 of a file through `scrumLoop` (a file that one call settles, with a model that
 * answers at once) against a bare parent/child/one-activity loop on the same server, and what a file costs in history.
 * Aims: ratio ≥ 0.7, p50 ≤ 1.5 times, child ≤ 18 events, parent ≤ 5 events and ≤ 1 KB a file.
 */
const FILES = Number(process.argv[2] ?? 300);
const LANES = Number(process.argv[3] ?? 8);
const ROUNDS = Number(process.argv[4] ?? 3);

interface Measure {
  filesPerSecond: number;
  p50Ms: number;
}

async function bare(client: Client, connection: NativeConnection, round: number): Promise<Measure> {
  const taskQueue = `bare-${round}`;
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(packageRoot(), 'dist', 'scripts', 'bench', 'workflows', 'bare.js'),
    logger: new DefaultLogger('WARN'),
  });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle,
    activities: { echo: async (i: number) => i },
  });
  return worker.runUntil(async () => {
    const started = performance.now();
    await client.workflow.execute<typeof bareParent>('bareParent', {
      taskQueue,
      workflowId: taskQueue,
      args: [FILES, LANES],
    });
    const seconds = (performance.now() - started) / 1000;
    const latencies = await childLatencies(
      client,
      `WorkflowType='bareChild' AND TaskQueue='${taskQueue}'`,
      FILES,
    );
    return { filesPerSecond: FILES / seconds, p50Ms: percentile(latencies, 50) };
  });
}

async function product(client: Client, repo: string, round: number, offline: boolean): Promise<Measure> {
  const workflowId = `bench-${offline ? 'static' : 'model'}-${round}`;
  const handle = await client.workflow.start<typeof scrumLoop>('scrumLoop', {
    taskQueue: 'scrum-loop',
    workflowId,
    args: [{ repo, offline, iterations: 1, concurrency: LANES, noReuse: true }],
  });
  const result = await handle.result();
  const row = result.tracker[0];
  if (!row?.scrum_started || !row.scrum_finished)
    throw new Error(`round ${round} has no times: ${JSON.stringify(result)}`);
  const seconds = (Date.parse(row.scrum_finished) - Date.parse(row.scrum_started)) / 1000;
  const latencies = await childLatencies(
    client,
    `WorkflowType='reviewFile' AND WorkflowId STARTS_WITH '${workflowId}/'`,
    FILES,
  );
  return { filesPerSecond: FILES / seconds, p50Ms: percentile(latencies, 50) };
}

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await withBenchServer('tuned', async (address, dir) => {
    const connection = await NativeConnection.connect({ address });
    const client = new Client({ connection: await Connection.connect({ address }) });
    const repo = await generateRepository(join(dir, 'repo'), FILES, 2000);
    const deps = await instantDeps(join(dir, 'state'), repo, connection);
    const workers = await runWorkers(connection, 'default', deps, ['review', 'model', 'build']);
    const ratios: number[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const b = await bare(client, connection, round);
        const p = await product(client, repo, round, false);
        const s = await product(client, repo, round, true);
        ratios.push(p.filesPerSecond / b.filesPerSecond);
        console.log(
          `round ${round + 1}: bare ${b.filesPerSecond.toFixed(1)} files/s p50 ${b.p50Ms.toFixed(0)} ms · ` +
            `scrumLoop ${p.filesPerSecond.toFixed(1)} files/s p50 ${p.p50Ms.toFixed(0)} ms · ` +
            `ratio ${(p.filesPerSecond / b.filesPerSecond).toFixed(2)}, p50 × ${(p.p50Ms / b.p50Ms).toFixed(2)} · ` +
            `embedded reviewer ${s.filesPerSecond.toFixed(1)} files/s p50 ${s.p50Ms.toFixed(0)} ms`,
        );
      }
      console.log(`median ratio ${percentile(ratios, 50).toFixed(2)} (aim ≥ 0.7)`);
      for (const line of await historyOf(client, 'bench-model-0', FILES)) console.log(line);
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
