import type { ConnectionOptions } from '@temporalio/client';
import { join } from 'node:path';
import type { Environment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import { DirLock } from '../../kb/dir-lock';
import { ensureStateDir } from '../../kb/state-dir';
import { othersAttached, register, unregister } from './attached';
import { endProcess } from './end-process';
import { keepServices, SERVER_GRACE_MS, WORKER_GRACE_MS } from './keep-services';
import { planServices, refuseOtherServices, type ServicePlan } from './service-plan';
import {
  endpointsOf,
  readRecord,
  removeEndpoints,
  writeEndpoints,
  writeRecord,
  type Endpoints,
} from './service-record';
import { deadOf, supervise, type Supervisor } from './supervisor';
import { waitForPollers, workerScript } from './worker-process';

export interface AttachOptions {
  /** What a worker is started with, if one has to be; paths absolute. */
  settings: ServicePlan['settings'];
  /** The command's environment: finds Temporal and the CLI, and is the worker's. */
  env: Environment;
  log: (line: string) => void;
  /** A service ends again and again; the services are tried on. Default: logged. */
  onTrouble?: (failure: TypedFailure) => void;
  /** Worker program; default the built one. */
  script?: string;
  /** Ends the wait for services that start; those started are ended again and the signal's reason is thrown. */
  signal?: AbortSignal;
}

export interface Services {
  endpoints: Endpoints;
  /** For clients: address, TLS and key of the Temporal in use. */
  connectionOptions: ConnectionOptions;
  namespace: string;
  /** Leaves; the services end with the last command that leaves. */
  detach: () => Promise<void>;
}

/**
 * Attaches this process to the services of a state directory, starting those that do not live, and resolves once the
 * worker polls; writes `endpoints.json`. Throws `ServicesError`, `SetupError`, `ConfigError`, and `RoutingMismatch`
 * when the services of another attached command have another routing file.
 */
export async function attachServices(options: AttachOptions): Promise<Services> {
  const plan = await planServices(options.settings, options.env, options.script ?? workerScript());
  const { stateDir } = plan.settings;
  ensureStateDir(stateDir);
  const lock = new DirLock(join(stateDir, 'services.lock'), 120_000);
  await underLock(lock, async () => {
    const others = othersAttached(stateDir);
    refuseOtherServices(plan, others);
    register(stateDir);
    if (!allLiving(stateDir)) removeEndpoints(stateDir);
    await keepServices(plan, others.length === 0);
  }).catch((error: unknown) => leave(lock, stateDir).then(() => Promise.reject(error)));

  let supervisor: Supervisor | undefined;
  const detach = async (): Promise<void> => {
    await supervisor?.stop();
    await leave(lock, stateDir);
  };
  try {
    const connectionOptions = connectionOf(plan);
    await waitForPollers(
      connectionOptions,
      plan.temporal.namespace,
      () => workerPids(stateDir),
      () => {
        options.signal?.throwIfAborted();
        refuseDead(stateDir);
      },
    );
    const record = await underLock(lock, async () => {
      const now = readRecord(stateDir) ?? (await keepServices(plan, false));
      writeEndpoints(stateDir, now);
      return now;
    });
    const trouble = options.onTrouble ?? ((failure: TypedFailure) => options.log(failure.message));
    supervisor = supervise(plan, lock, options.log, trouble);
    return { endpoints: endpointsOf(record), connectionOptions, namespace: plan.temporal.namespace, detach };
  } catch (error) {
    await detach();
    throw error;
  }
}

function connectionOf({ settings, temporal }: ServicePlan): ConnectionOptions {
  if (temporal.address !== undefined) return temporal.connectionOptions;
  return { address: readRecord(settings.stateDir)?.temporal.address ?? '' };
}

function workerPids(stateDir: string): number[] {
  return readRecord(stateDir)?.workers.map((worker) => worker.pid) ?? [];
}

function allLiving(stateDir: string): boolean {
  return readRecord(stateDir) !== undefined && deadOf(stateDir).length === 0;
}

function refuseDead(stateDir: string): void {
  const [dead] = deadOf(stateDir);
  // Where another command is attached, its supervisor starts it again.
  if (dead === undefined || othersAttached(stateDir).length > 0) return;
  throw new TypedFailure(
    'ServicesError',
    `${dead.name} ended while it started: ${dead.words}. Its log is ${dead.log}.`,
  );
}

async function underLock<T>(lock: DirLock, work: () => Promise<T>): Promise<T> {
  const release = await lock.acquire();
  try {
    return await work();
  } finally {
    release();
  }
}

/** Unregisters; the last one ends the workers, then the server, so that a worker can still report what it finished. */
async function leave(lock: DirLock, stateDir: string): Promise<void> {
  await underLock(lock, async () => {
    unregister(stateDir);
    const record = readRecord(stateDir);
    if (othersAttached(stateDir).length > 0 || record === undefined) return;
    await Promise.all(record.workers.map((worker) => endProcess(worker, WORKER_GRACE_MS)));
    if (record.server !== null) await endProcess(record.server, SERVER_GRACE_MS);
    writeRecord(stateDir, { ...record, workers: [] });
    removeEndpoints(stateDir);
  });
}
