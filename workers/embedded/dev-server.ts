import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import { endProcess } from './end-process';
import { freePorts, type Ports } from './free-ports';
import { keepClosedRuns, waitForNamespace, withConnection } from './namespace';
import { isLiving, type ProcessRef } from './process-identity';
import { profileArgs } from './server-profile';
import { lastLine, logSince, logSize } from './service-log';
import { spawnService } from './spawn-service';

export interface DevServerOptions {
  /** Path of the Temporal CLI. */
  cli: string;
  /** SQLite file. */
  db: string;
  log: string;
  namespace: string;
  cwd: string;
  env: Environment;
  /** Ports of the server before, to be had again. */
  ports: Ports | undefined;
  /** Instead of the tuned profile (benches compare). */
  profile?: string[];
  /** Called as soon as the process lives, before it answers: who is killed in between must not lose it. */
  onSpawn: (server: ProcessRef & Ports) => void;
}

const PORT_TRIES = 5;
const READY_MS = 30_000;

/** Starts the embedded dev server and waits until it answers for its namespace. Throws `ServicesError`. */
export async function startDevServer(options: DevServerOptions): Promise<ProcessRef & Ports> {
  for (let tries = 1; ; tries++) {
    const ports = await freePorts(tries === 1 ? options.ports : undefined);
    const from = logSize(options.log);
    const server = {
      ...(await spawnService(options.cli, serverArgs(options, ports), spawnOptions(options))),
      ...ports,
    };
    options.onSpawn(server);
    try {
      if (await listens(server, options.log, from)) {
        await settle(server, options);
        return server;
      }
    } catch (error) {
      await endProcess(server, 1000);
      throw error;
    }
    const words = logSince(options.log, from);
    // Another process took a port between the look and the bind: look again.
    if (!words.includes('address already in use') || tries === PORT_TRIES) {
      throw new TypedFailure(
        'ServicesError',
        `The Temporal dev server (${options.cli}) ended at once: ${lastLine(words)}. Its log is ${options.log}.`,
      );
    }
  }
}

function serverArgs(options: DevServerOptions, { port, uiPort }: Ports): string[] {
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--ui-port',
    String(uiPort),
  ];
  args.push('--db-filename', options.db, '--log-level', 'warn', '--color', 'never');
  if (options.namespace !== 'default') args.push('--namespace', options.namespace);
  return [...args, ...(options.profile ?? profileArgs())];
}

function spawnOptions({ env, cwd, log }: DevServerOptions): { env: Environment; cwd: string; log: string } {
  // The client settings of the environment are not the server's business; a wrong one would stop it.
  const own = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return { env: Object.fromEntries(own), cwd, log };
}

/**
 * Whether this very process got its port: its banner says so. An answer on the port alone could be another server's.
 * False when it ended.
 */
async function listens(server: ProcessRef & Ports, log: string, from: number): Promise<boolean> {
  const banner = new RegExp(String.raw`Temporal Server:\s+\S+:${server.port}\b`);
  const until = performance.now() + READY_MS;
  while (performance.now() < until) {
    if (banner.test(logSince(log, from))) return true;
    if (!isLiving(server)) return false;
    await sleep(20);
  }
  throw new TypedFailure(
    'ServicesError',
    `The Temporal dev server did not listen within 30 s; its log is ${log}.`,
  );
}

async function settle(server: Ports, { namespace, log }: DevServerOptions): Promise<void> {
  try {
    await withConnection({ address: `127.0.0.1:${server.port}` }, READY_MS, async (connection) => {
      await waitForNamespace(connection, namespace, READY_MS);
      await keepClosedRuns(connection, namespace);
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypedFailure(
      'ServicesError',
      `The Temporal dev server on port ${server.port} does not answer: ${reason}. Its log is ${log}.`,
      undefined,
      { cause },
    );
  }
}
