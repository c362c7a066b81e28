import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { CappedOutput } from './capped-output';
import { plainText } from './plain-text';
import { endGroup } from './process-group';

export interface RunCommand {
  /** Given to `/bin/sh -c`. */
  command: string;
  cwd: string;
  /** The whole environment. */
  env: Record<string, string>;
  timeoutMs: number;
  /** Bytes of output kept. */
  outputBytes: number;
  signal?: AbortSignal;
  /** Milliseconds between SIGTERM and SIGKILL. Default 5,000. */
  graceMs?: number;
  /** Called as output comes, with the bytes so far. */
  onOutput?: (bytes: number) => void;
}

export interface CommandResult {
  command: string;
  /** null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  timedOut: boolean;
  ms: number;
  /** The last lines of the output, plain, at most 4,000 characters. */
  tail: string;
  /** All output kept, plain. */
  output: string;
}

const TAIL_CHARS = 4000;

/**
 * Runs one command of the operator in a process group of its own, stdout and stderr in the order they come, without
 * stdin. Whatever it started is ended with it: at its end, at the timeout, and on abort (then the abort reason is
 * thrown). Throws `ConfigError` when no shell could be started there.
 */
export async function runCommand(args: RunCommand): Promise<CommandResult> {
  const { command, signal, graceMs = 5000 } = args;
  signal?.throwIfAborted();
  const started = performance.now();
  const output = new CappedOutput(args.outputBytes);
  // One pipe for both streams: two would lose the order in which they were written.
  const child = spawn('/bin/sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: args.cwd,
    env: args.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const take = (chunk: Buffer) => {
    output.add(chunk);
    args.onOutput?.(output.total);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exited = new Promise<{ code: number | null; by: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', (cause) => reject(notStarted(args, cause)));
    child.once('exit', (code, by) => resolve({ code, by }));
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let timedOut = false;
  let ending: Promise<void> | undefined;
  const end = () => {
    if (child.pid !== undefined) ending ??= endGroup(child.pid, graceMs);
    return ending;
  };
  const timer = setTimeout(() => {
    timedOut = true;
    void end();
  }, args.timeoutMs);
  const onAbort = () => void end();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { code, by } = await exited;
    clearTimeout(timer);
    // What the shell left running in its group ends with it.
    await end();
    // A process that left the group can hold the pipes open for ever; what it still says is not waited for.
    await Promise.race([closed, sleep(1000, undefined, { ref: false })]);
    signal?.throwIfAborted();
    const text = plainText(output.text());
    const ms = Math.round(performance.now() - started);
    return { command, exitCode: code, signal: by, timedOut, ms, tail: lastLines(text), output: text };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function lastLines(text: string): string {
  const trimmed = text.trimEnd();
  if (trimmed.length <= TAIL_CHARS) return trimmed;
  const cut = trimmed.slice(-TAIL_CHARS);
  const line = cut.indexOf('\n');
  // Cutting may have torn a surrogate pair.
  return wellFormed(line >= 0 && line < TAIL_CHARS / 2 ? cut.slice(line + 1) : cut, TAIL_CHARS);
}

function notStarted({ command, cwd }: RunCommand, cause: Error): TypedFailure {
  const shown = wellFormed(JSON.stringify(command), 300);
  return new TypedFailure(
    'ConfigError',
    wellFormed(`Cannot start ${shown} in ${cwd}: ${cause.message}.`),
    undefined,
    { cause },
  );
}
