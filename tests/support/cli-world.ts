import type { CliWorld } from '../../cli/run-cli';

/** A command line's surroundings that keep what is written. */
export interface CollectedWorld extends CliWorld {
  out: () => string;
  err: () => string;
}

export function collectedWorld(env: Record<string, string> = {}, cwd = '/'): CollectedWorld {
  const out: string[] = [];
  const err: string[] = [];
  return {
    env,
    cwd,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    out: () => out.join(''),
    err: () => err.join(''),
  };
}
