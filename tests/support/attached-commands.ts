import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../kb/store-failure';
import { isLiving, processStart } from '../../workers/embedded/process-identity';
import type { Endpoints } from '../../workers/embedded/service-record';

export interface Command {
  child: ChildProcess;
  pid: number;
  /** What it found: the services, or why it was refused. */
  endpoints: Endpoints;
  error: { type?: string; message: string } | undefined;
  /** Leaves as on Ctrl-C, and resolves when the process ended. */
  leave(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

export interface CommandOptions {
  routingPath?: string;
  repo?: string;
  env?: Record<string, string>;
}

/** State directories and attached commands of one test file; `end` leaves nothing running. */
export class AttachedCommands {
  private readonly commands: Command[] = [];
  private readonly folders: string[] = [];

  newStateDir(): string {
    const folder = mkdtempSync(join(tmpdir(), 'scrum-services-'));
    this.folders.push(folder);
    return join(folder, 'state');
  }

  /** Starts a process that attaches to the services of `stateDir`; resolves when it is ready or refused. */
  async start(stateDir: string, { routingPath, repo, env = {} }: CommandOptions = {}): Promise<Command> {
    const settings = {
      stateDir,
      cwd: tmpdir(),
      trustRepoConfig: false,
      only: ['review'],
      defaults: { repo },
      routingPath,
    };
    const script = join(__dirname, 'stand-in-worker.cjs');
    const child = spawn(
      process.execPath,
      [
        '-r',
        join(__dirname, 'register-swc.cjs'),
        join(__dirname, 'attach-command.ts'),
        JSON.stringify({ settings, script }),
      ],
      {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const command: Command = {
      child,
      pid: child.pid ?? 0,
      ...(JSON.parse(line) as Pick<Command, 'endpoints' | 'error'>),
      leave: async () => {
        child.kill('SIGTERM');
        await ended;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
    this.commands.push(command);
    return command;
  }

  /** Ends what is left: commands by leaving, then a last one takes the orphans of each folder along. */
  async end(): Promise<void> {
    await Promise.all(
      this.commands
        .filter(({ child }) => child.exitCode === null && child.signalCode === null)
        .map((c) => c.leave()),
    );
    for (const folder of this.folders) {
      for (const pid of pidsIn(join(folder, 'state')))
        if (processStart(pid) !== undefined) process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** `endpoints.json` as it is now. */
export function endpointsIn(stateDir: string): Endpoints {
  return JSON.parse(readFileSync(join(stateDir, 'endpoints.json'), 'utf8')) as Endpoints;
}

/** Waits until `condition` holds; the test's own time limit ends a wait that never does. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

export const lives = (pid: number): boolean => processStart(pid) !== undefined;

function pidsIn(stateDir: string): number[] {
  let record: { server: Parameters<typeof isLiving>[0] | null; workers: Parameters<typeof isLiving>[0][] };
  try {
    record = JSON.parse(readFileSync(join(stateDir, 'services.json'), 'utf8')) as typeof record;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw cause;
  }
  return [...(record.server === null ? [] : [record.server]), ...record.workers]
    .filter(isLiving)
    .map(({ pid }) => pid);
}
