import { InvalidArgumentError, Option, type Command } from 'commander';

export const FAIL_ON = ['high', 'medium', 'low', 'fail', 'needs_patch'] as const;
export type FailOn = (typeof FAIL_ON)[number];
export const DECISIONS = ['approve', 'reject', 'retry', 'skip'] as const;

/** Every flag of every command, as commander names it; a command sees those it declares. */
export interface Flags {
  repo?: string;
  stateDir?: string;
  config?: string;
  routing?: string;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  /** false with `--no-color`. */
  color?: boolean;
  iterations?: number;
  include?: string[];
  exclude?: string[];
  concurrency?: number;
  fix?: 'none';
  maxCost?: number;
  maxTokens?: number;
  offline?: boolean;
  /** false with `--no-reuse`. */
  reuse?: boolean;
  trustRepoConfig?: boolean;
  failOn?: FailOn;
  wait?: boolean;
  reason?: string;
  file?: string;
  gate?: boolean;
  wave?: boolean;
  /** `override --loop`; the name of a loop for `kb calibration`. */
  loop?: boolean | string;
  decision?: (typeof DECISIONS)[number];
  by?: string;
  note?: string;
  iteration?: number;
  format?: string;
  output?: string;
  only?: string[];
  address?: string;
  where?: string[];
  limit?: number;
  stream?: string;
}

/** Reader of a whole number from `min` to `max`. */
export function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

/** Reader of a number from 0. */
export function amount(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number from 0.');
}

/** Reader of a flag that may be given several times. */
export function repeated(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** Flags that every command takes. */
export function withCommonFlags(command: Command): Command {
  return command
    .option('--repo <repo>', 'the repository: a path or a git URL (default: the working directory)')
    .option('--state-dir <dir>', 'where everything is kept (default: .scrum-loop in the repository)')
    .option('--json', 'data as JSON on stdout')
    .option('-q, --quiet', 'nothing on stderr but errors')
    .option('-v, --verbose', 'more on stderr')
    .option('--no-color', 'plain lines, no refreshed block');
}

/** Flags of the commands that start a review. */
export function withLoopFlags(command: Command): Command {
  return withCommonFlags(command)
    .option('--config <file>', 'a scrum.toml (default: the one of the repository)')
    .option(
      '--routing <file>',
      'a routing file (default: routing.toml beside the scrum.toml, else the shipped one)',
    )
    .option('--iterations <n>', 'iterations of the loop (default: 6)', whole(1, 100))
    .option('--include <glob>', 'bounds the targets; may be repeated', repeated)
    .option('--exclude <glob>', 'leaves files out; may be repeated', repeated)
    .option('--concurrency <n>', 'files reviewed at once (default: 8)', whole(1, 500))
    .addOption(
      new Option('--fix <mode>', 'how fixes are applied; only none in this version').choices(['none']),
    )
    .option('--max-cost <usd>', 'stops at this cost and reports what was left out', amount)
    .option('--max-tokens <n>', 'stops at this many tokens', whole(0, 1e15))
    .option('--offline', 'every ladder is the embedded reviewer: no model is asked')
    .option('--no-reuse', 'no review of an earlier iteration or loop counts again')
    .option('--trust-repo-config', "commands and keys of the repository's own configuration may be used");
}

/** The flag that turns what was found into exit code 1. */
export function failOnFlag(): Option {
  return new Option('--fail-on <what>', 'exit 1 when an open finding or a verdict is this bad').choices(
    FAIL_ON,
  );
}
