import type { Verdict } from './vocabulary';

const SPELLINGS: Readonly<Record<string, Verdict>> = {
  pass: 'pass',
  passed: 'pass',
  passes: 'pass',
  fail: 'fail',
  failed: 'fail',
  fails: 'fail',
  failure: 'fail',
  needspatch: 'needs_patch',
  needspatches: 'needs_patch',
  needspatching: 'needs_patch',
  needsapatch: 'needs_patch',
  patchneeded: 'needs_patch',
};

/** A verdict in whatever case and with whatever separators; null for any other word: a guess would be a verdict made up. */
export function parseVerdict(value: unknown): Verdict | null {
  if (typeof value !== 'string') return null;
  const letters = value.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(SPELLINGS, letters) ? (SPELLINGS[letters] ?? null) : null;
}
