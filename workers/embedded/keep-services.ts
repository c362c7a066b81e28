import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import type { WorkerSettings } from '../worker-settings';
import { startDevServer } from './dev-server';
import { endProcess } from './end-process';
import { orUndefinedIfMissing } from './or-undefined';
import { isLiving, type ProcessRef } from './process-identity';
import {
  readRecord,
  writeRecord,
  type ServerProcess,
  type ServiceProcess,
  type ServiceRecord,
} from './service-record';
import { isSameTemporal, type ServicePlan } from './service-plan';
import { startWorker } from './worker-process';

export const serverLog = (stateDir: string): string => join(stateDir, 'temporal.log');
export const workerLog = (stateDir: string): string => join(stateDir, 'worker.log');
/** A worker that does not stop by itself in this time is killed; its own grace is shorter. */
export const WORKER_GRACE_MS = 8000;
export const SERVER_GRACE_MS = 5000;
const QUICK_MS = 10_000;

/** When a service that ended may be started again: at once, but later and later when it ends at once each time. */
export function mayRestartAt({ startedAt, quickEnds }: ServiceProcess): number {
  return quickEnds === 0 ? startedAt : startedAt + Math.min(10_000, 250 * 2 ** quickEnds);
}

/**
 * Starts what the record names and does not live, on the same ports and database, and writes the record as soon as a
 * process lives. Call it under the lock. `replace`: a worker started with other settings, code or keys is replaced.
 */
export async function keepServices(plan: ServicePlan, replace: boolean): Promise<ServiceRecord> {
  const { stateDir } = plan.settings;
  const before = readRecord(stateDir);
  await endOtherServer(plan, before);
  const server = plan.temporal.address === undefined ? await keepServer(plan, before) : null;
  const address = plan.temporal.address ?? `127.0.0.1:${server?.port}`;
  const temporal = { address, namespace: plan.temporal.namespace, cli: plan.cli };
  const fingerprint = fingerprintOf(plan, temporal);
  const moved = before?.temporal.address !== address;
  const outdated = before !== undefined && before.fingerprint !== fingerprint && (replace || moved);
  const old = before?.workers ?? [];
  if (outdated) await Promise.all(old.map((worker) => endProcess(worker, WORKER_GRACE_MS)));
  const kept = !outdated && old.length > 0 && before !== undefined;
  const record: ServiceRecord = {
    temporal,
    server,
    workers: [...old],
    routing: kept ? before.routing : plan.routing,
    fingerprint: kept ? before.fingerprint : fingerprint,
  };
  for (const index of old.length > 0 ? old.keys() : [0]) {
    const was = old[index];
    if (was !== undefined && isLiving(was)) continue;
    const settings = { ...plan.settings, ...temporalSettings(plan, address) };
    const ref = await startWorker(settings, { script: plan.script, env: plan.env, log: workerLog(stateDir) });
    record.workers[index] = started(ref, outdated ? undefined : was);
    writeRecord(stateDir, record);
  }
  writeRecord(stateDir, record);
  return record;
}

/** A server of our own that this command does not use (nobody else does: that was refused) is ended. */
async function endOtherServer({ temporal }: ServicePlan, before: ServiceRecord | undefined): Promise<void> {
  if (before === undefined || before.server === null || isSameTemporal(before, temporal)) return;
  await endProcess(before.server, SERVER_GRACE_MS);
}

async function keepServer(plan: ServicePlan, before: ServiceRecord | undefined): Promise<ServerProcess> {
  const { stateDir } = plan.settings;
  const was = before?.server ?? undefined;
  if (was !== undefined && isLiving(was)) return was;
  const note = (ref: ProcessRef & { port: number; uiPort: number }): ServerProcess => ({
    ...started(ref, was),
    port: ref.port,
    uiPort: ref.uiPort,
  });
  const server = await startDevServer({
    cli: plan.cli ?? 'temporal',
    db: join(stateDir, 'temporal.db'),
    log: serverLog(stateDir),
    namespace: plan.temporal.namespace,
    cwd: stateDir,
    env: plan.env,
    ports: was,
    onSpawn: (ref) => {
      const temporal = {
        address: `127.0.0.1:${ref.port}`,
        namespace: plan.temporal.namespace,
        cli: plan.cli,
      };
      const rest = before ?? { workers: [], routing: plan.routing, fingerprint: '' };
      writeRecord(stateDir, { ...rest, temporal, server: note(ref) });
    },
  });
  return note(server);
}

function started({ pid, start }: ProcessRef, was: ServiceProcess | undefined): ServiceProcess {
  const quick = was !== undefined && Date.now() - was.startedAt < QUICK_MS;
  return { pid, start, startedAt: Date.now(), quickEnds: quick ? was.quickEnds + 1 : 0 };
}

function temporalSettings(
  plan: ServicePlan,
  address: string,
): Pick<WorkerSettings, 'address' | 'namespace' | 'fromEnvironment'> {
  const { namespace } = plan.temporal;
  return plan.temporal.address === undefined
    ? { address, namespace }
    : { address, namespace, fromEnvironment: true };
}

/** Changes when a worker started now would be another one: other code, settings, routing, or keys in the environment. */
function fingerprintOf(plan: ServicePlan, temporal: ServiceRecord['temporal']): string {
  const build = orUndefinedIfMissing(() => readFileSync(join(packageRoot(), 'dist', '.build.json'), 'utf8'));
  const keys = Object.entries(plan.env)
    .filter(([name]) => /_(?:KEY|TOKEN)$|^(?:SCRUM|LH)_|^TEMPORAL_/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([build, plan.script, plan.settings, plan.routing, temporal, keys]))
    .digest('hex');
}
