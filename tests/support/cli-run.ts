import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewRow } from '../../kb/streams';
import { until } from './until';

const ROOT = join(__dirname, '../..');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A `scrum-loop` process under test. */
export class CliRun {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
  stderr = '';
  private stdout = '';

  constructor(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
    const { cwd = ROOT, env = {} } = options;
    this.child = spawn(process.execPath, [join(ROOT, 'cli', 'scrum-loop.cjs'), ...args], {
      cwd,
      // A Temporal of the developer's own environment is none of the test's business.
      env: { ...withoutTemporal(), CI: '1', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString('utf8')));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString('utf8')));
    this.done = new Promise((resolve) => {
      this.child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Runs a command to its end. */
export function cli(
  args: readonly string[],
  options: ConstructorParameters<typeof CliRun>[1] = {},
): Promise<CliResult> {
  return new CliRun(args, options).done;
}

function withoutTemporal(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && (!/^(TEMPORAL_|SCRUM_|LH_)/.test(name) || name === 'TEMPORAL_CLI_PATH'),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

export interface Endpoints {
  temporal: { address: string; namespace: string; cli: string; pid: number };
  webUi: string;
  workerPids: number[];
}

/** `endpoints.json` of a state directory, once it is there. */
export async function endpointsOf(stateDir: string): Promise<Endpoints> {
  const path = join(stateDir, 'endpoints.json');
  await until('the services are up', () => existsSync(path));
  return JSON.parse(readFileSync(path, 'utf8')) as Endpoints;
}

/** Rows of a stream as they lie on disk; an unfinished last line is not one. */
export function rowsOf<T = ReviewRow>(stateDir: string, stream = 'scrum_reviews'): T[] {
  const path = join(stateDir, 'data', '_kb', `${stream}.jsonl`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as T);
}

/** Texts of all completed answers on disk. */
export function storedAnswers(stateDir: string): string[] {
  const dir = join(stateDir, 'answers');
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => (JSON.parse(readFileSync(join(dir, name), 'utf8')) as { text: string }).text);
}

/** Whether a process lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ESRCH' || code === 'ENOENT') return false;
    throw cause;
  }
}
