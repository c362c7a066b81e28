import { parseTestFailures } from './parse-test-failures';
import { runCommand, type CommandResult } from './run-command';

export interface RunGate {
  /** Run before the commands, in the same folder. */
  setup: readonly string[];
  commands: readonly string[];
  dir: string;
  /** Milliseconds for setup and commands together. */
  timeoutMs: number;
  env: Record<string, string>;
  /** Bytes of output kept of each command. */
  outputBytes: number;
  signal?: AbortSignal;
  /** What is running, as `2/3 npm test`, at its start and with each piece of output. */
  onProgress?: (what: string) => void;
  /** Milliseconds between SIGTERM and SIGKILL. */
  graceMs?: number;
}

export interface GateRun {
  /** null without commands: setup alone proves nothing. */
  green: boolean | null;
  /** Setup and commands that ran, in order; what comes after the first red one did not run. */
  results: CommandResult[];
  /** Failed tests over all commands; null where no output tells. */
  testFailCount: number | null;
}

/** Runs setup and gate commands in turn until one is red. Throws the abort reason, or `ConfigError` without a shell. */
export async function runGate(args: RunGate): Promise<GateRun> {
  const all = [...args.setup, ...args.commands];
  const until = performance.now() + args.timeoutMs;
  const results: CommandResult[] = [];
  if (args.commands.length === 0) return { green: null, results, testFailCount: null };
  for (const [index, command] of all.entries()) {
    const progress = () => args.onProgress?.(`${index + 1}/${all.length} ${command}`);
    progress();
    const { dir: cwd, env, outputBytes, signal, graceMs } = args;
    const result = await runCommand({
      command,
      cwd,
      env,
      outputBytes,
      timeoutMs: Math.max(1, until - performance.now()),
      onOutput: progress,
      ...(signal === undefined ? {} : { signal }),
      ...(graceMs === undefined ? {} : { graceMs }),
    });
    results.push(result);
    if (isRed(result)) break;
  }
  const tested = results.slice(args.setup.length).map(({ output }) => parseTestFailures(output));
  const known = tested.filter((count) => count !== null);
  return {
    green: results.length === all.length && !results.some(isRed),
    results,
    testFailCount: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
  };
}

function isRed({ exitCode, timedOut }: CommandResult): boolean {
  return exitCode !== 0 || timedOut;
}

/** One line per command for tables and logs: what ran and how it ended. */
export function gateSummary(results: readonly CommandResult[]): string[] {
  return results.map(({ command, exitCode, signal, timedOut, ms }) => {
    const how = timedOut
      ? 'ran out of time'
      : signal === null
        ? `exit ${exitCode ?? '?'}`
        : `ended by ${signal}`;
    return `${command.replace(/\s+/g, ' ').slice(0, 200)}: ${how} after ${(ms / 1000).toFixed(1)} s`;
  });
}
