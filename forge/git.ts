import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { GIT_CONFIG_ARGS, gitEnvironment } from './git-environment';
import { gitFailure } from './git-failure';

export interface GitOptions {
  signal?: AbortSignal;
  /** Most bytes of stdout taken; more is an error. Default 256 MiB. */
  maxBuffer?: number;
  /** Sent to stdin. */
  input?: string | Uint8Array;
  /** Milliseconds until git is killed. Default ten minutes: a FIFO named `.gitignore` would hold it for ever. */
  timeoutMs?: number;
  /** Transports that may be used, as in `GIT_ALLOW_PROTOCOL`. Default: none. */
  protocols?: string;
  /** A file with further configuration of our own. */
  globalConfig?: string;
  /** Exit statuses beside 0 that are an answer. */
  allowed?: readonly number[];
}

/** A repository on this disk, found by us: git's own search would follow a hostile `core.worktree`. */
export interface GitPlace {
  gitDir: string;
  /** Root of the working tree; absent in a bare clone of our own. */
  workTree?: string;
}

/** The place of a repository with a working tree. */
export function workTreeAt(root: string): GitPlace {
  return { gitDir: join(root, '.git'), workTree: root };
}

/** Starts git with every setting that keeps a hostile repository from running anything; for output read as a stream. */
export function spawnGit(
  place: GitPlace | null,
  args: readonly string[],
  options: GitOptions = {},
): ChildProcessWithoutNullStreams {
  const at =
    place === null
      ? []
      : [
          `--git-dir=${place.gitDir}`,
          ...(place.workTree === undefined ? [] : [`--work-tree=${place.workTree}`]),
        ];
  const env = gitEnvironment(options.protocols ?? 'none');
  if (options.globalConfig !== undefined) env.GIT_CONFIG_GLOBAL = options.globalConfig;
  return spawn('git', [...GIT_CONFIG_ARGS, ...at, ...args], {
    cwd: place?.workTree ?? place?.gitDir ?? '/',
    env,
    signal: options.signal,
    timeout: options.timeoutMs ?? 600_000,
    killSignal: 'SIGKILL',
    stdio: 'pipe',
  });
}

/**
 * Runs git to its end and returns stdout. The caller puts `--end-of-options` before what it did not write itself.
 * Throws `RepositoryError` with git's own first words, or the abort reason.
 */
export async function git(
  place: GitPlace | null,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const child = spawnGit(place, args, options);
  const chunks: Buffer[] = [];
  const limit = options.maxBuffer ?? 256 * 1024 * 1024;
  let size = 0;
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(0, 20_000)));
  // git may end before it has read its input: what it says itself is the better reason.
  let unread = '';
  child.stdin.on('error', (error) => (unread = error.message));
  if (options.input === undefined) child.stdin.end();
  else child.stdin.end(options.input);
  const ended = await endOf(child);
  options.signal?.throwIfAborted();
  if (size > limit) throw gitFailure(args, `its output is over ${limit} bytes`);
  if (ended.error !== undefined) throw gitFailure(args, ended.error.message, ended.error);
  if (ended.code === 0 || options.allowed?.includes(ended.code ?? -1)) return Buffer.concat(chunks);
  throw gitFailure(
    args,
    ended.code === null ? `it was ended by ${ended.signal ?? 'a signal'}` : errors || unread,
  );
}

export interface GitEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** It could not be started, or was aborted. */
  error?: Error;
}

/** Waits until git and its streams have ended. */
export function endOf(child: ChildProcessWithoutNullStreams): Promise<GitEnd> {
  return new Promise((resolve) => {
    let error: Error | undefined;
    child.on('error', (cause) => {
      error = cause;
      // A child that never started emits no close.
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.on('close', (code, signal) => resolve({ code, signal, ...(error === undefined ? {} : { error }) }));
  });
}

/** The NUL-separated fields of a `-z` output, as raw bytes: names need not be UTF-8. */
export function splitZ(output: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = output.indexOf(0); end >= 0; end = output.indexOf(0, start)) {
    parts.push(output.subarray(start, end));
    start = end + 1;
  }
  if (start < output.length) parts.push(output.subarray(start));
  return parts;
}
