import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { processStart } from '../../workers/embedded/process-identity';
import { until } from './attached-commands';

export interface CliRun {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Exit code, once it has ended and its output is whole. */
  ended: Promise<number | null>;
}

/** Repositories and processes of the built program for one test file; `end` leaves nothing running. */
export class CliProcesses {
  private readonly runs: CliRun[] = [];
  private readonly folders: string[] = [];
  private readonly services = new Set<number>();

  /** A git repository with these files, committed. */
  newRepo(files: Record<string, string>): string {
    const repo = join(mkdtempSync(join(tmpdir(), 'cli-run-')), 'shop');
    this.folders.push(dirname(repo));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repo, path)), { recursive: true });
      writeFileSync(join(repo, path), text);
    }
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: repo });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'all');
    return repo;
  }

  /** Starts the built program with its streams piped. */
  start(cwd: string, ...args: string[]): CliRun {
    const own = Object.entries(process.env).filter(
      ([name]) => !/^SCRUM_|^LH_|^TEMPORAL_(?!CLI_PATH)/.test(name),
    );
    const child = spawn(process.execPath, [join(packageRoot(), 'cli', 'scrum-loop.cjs'), ...args], {
      cwd,
      env: Object.fromEntries(own),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString('utf8')));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const run = { child, out: () => written.out, err: () => written.err, ended };
    this.runs.push(run);
    return run;
  }

  /** Runs the built program to its end. */
  async run(cwd: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const run = this.start(cwd, ...args);
    const code = await run.ended;
    return { code, out: run.out(), err: run.err() };
  }

  /** Pids of the services of a repository; waits until there are some. */
  async servicesOf(repo: string): Promise<{ server: number; workers: number[] }> {
    const file = join(repo, '.scrum-loop', 'endpoints.json');
    await until(() => existsSync(file));
    const { temporal, workerPids } = JSON.parse(readFileSync(file, 'utf8')) as {
      temporal: { pid: number };
      workerPids: number[];
    };
    for (const pid of [temporal.pid, ...workerPids]) this.services.add(pid);
    return { server: temporal.pid, workers: workerPids };
  }

  /** Ends what is left, by its id. */
  async end(): Promise<void> {
    for (const { child } of this.runs)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await Promise.all(this.runs.map((run) => run.ended));
    for (const pid of this.services) if (processStart(pid) !== undefined) process.kill(pid, 'SIGKILL');
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
