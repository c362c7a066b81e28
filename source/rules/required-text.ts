import { wordsOfRegex } from './regex-words';

/** What a file's text must contain before a rule is worth running: one word of every set. */
export type Need = readonly RegExp[];

/** Below this length a word is in nearly every file. */
const MIN_WORD = 3;

/**
 * What an ast-grep rule needs in the text. Compiling a rule costs more than parsing a small file, so a rule that cannot
 * match is not compiled. Only what must hold counts: `not` and constraints are left out, of `any` each branch must know.
 */
export function needOfRule(rule: Record<string, unknown>): Need {
  return toNeed(setsOf(rule));
}

/** The same for a regex over the text; nothing is known of a case-insensitive one. */
export function needOfRegex(regex: RegExp): Need {
  return regex.ignoreCase ? [] : toNeed(wordsOfRegex(regex.source));
}

function toNeed(sets: string[][]): Need {
  const useful = sets.filter((set) => set.every((word) => word.length >= MIN_WORD));
  const sources = new Set(useful.map((set) => set.toSorted().map(escapeRegex).join('|')));
  return [...sources].map((source) => new RegExp(source, 'u'));
}

function escapeRegex(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}

function setsOf(rule: unknown): string[][] {
  if (typeof rule !== 'object' || rule === null) return [];
  const sets: string[][] = [];
  for (const [key, value] of Object.entries(rule)) {
    if (key === 'regex' && typeof value === 'string') sets.push(...wordsOfRegex(value));
    else if (key === 'pattern' && typeof value === 'string') sets.push(...wordsOfPattern(value));
    else if (key === 'all' && Array.isArray(value)) sets.push(...value.flatMap(setsOf));
    else if (key === 'any' && Array.isArray(value)) sets.push(...anyOf(value));
    else if (['has', 'inside', 'precedes', 'follows'].includes(key)) sets.push(...setsOf(value));
  }
  return sets;
}

function anyOf(branches: unknown[]): string[][] {
  const perBranch = branches.map((branch) => {
    const sets = setsOf(branch).filter((set) => set.every((word) => word.length >= MIN_WORD));
    return sets.toSorted((a, b) => a.length - b.length)[0];
  });
  if (perBranch.some((set) => set === undefined)) return [];
  return [[...new Set(perBranch.flatMap((set) => set ?? []))]];
}

/** Identifiers written out in a pattern; a metavariable is none. */
function wordsOfPattern(pattern: string): string[][] {
  const words = pattern.replace(/\$+[A-Z_][A-Z0-9_]*|\$\$\$/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  return words.map((word) => [word]);
}
