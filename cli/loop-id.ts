import { createHash } from 'node:crypto';
import type { LoopInput } from '../workflows/messages';

const DEFAULTS: Partial<LoopInput> = {
  iterations: 6,
  fix: 'none',
  concurrency: 8,
  offline: false,
  noReuse: false,
};

/**
 * What makes two inputs the same loop: keys sorted, defaults and empty lists dropped, globs as a set. `repo` must be a
 * real path or a URL already.
 */
export function normalisedInput(input: LoopInput): string {
  const entries = Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined || value === DEFAULTS[name as keyof LoopInput]) return [];
    if (!Array.isArray(value)) return [[name, value] as const];
    const set = [...new Set(value as string[])].sort();
    return set.length === 0 ? [] : [[name, set] as const];
  });
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `<repo name>-<6 hex of the normalised input>`. */
export function loopIdOf(repoName: string, input: LoopInput): string {
  return `${repoName}-${createHash('sha256').update(normalisedInput(input)).digest('hex').slice(0, 6)}`;
}
