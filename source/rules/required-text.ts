import { KIND_WORDS } from './kind-words';
import { wordsOfRegex, type RegexWords } from './regex-words';
import { joinBranches, SPACE, type WordSet } from './word-sets';

/** One thing a text must contain before a rule is worth running. */
export interface Requirement {
  /** Tells equal requirements of different rules. */
  key: string;
  /** Whether a text has it; `lower` gives the text in lower case. */
  holds: (text: string, lower: () => string) => boolean;
}

/** All of them must hold; the cheapest and sharpest come first. */
export type Need = readonly Requirement[];

/** Up to this many plain words are searched one by one, which is faster than an expression. */
const MANY = 6;

/**
 * What an ast-grep rule needs in the text. Compiling and walking for a rule can cost more than parsing the file, so a
 * rule that cannot match is not run. Only what must hold counts: `not` and constraints are left out, of `any` every
 * branch must be known.
 */
export function needOfRule(rule: Record<string, unknown>): Need {
  return needOf(requiredBy(rule));
}

/** The same for a regex over the text. */
export function needOfRegex(regex: RegExp): Need {
  return needOf(oneByOne(wordsOfRegex(regex.source, regex.ignoreCase)));
}

interface Required {
  words: WordSet;
  foldCase: boolean;
}

function needOf(required: Required[]): Need {
  const sharpest = required.toSorted(
    (a, b) => a.words.length - b.words.length || shortest(b.words) - shortest(a.words),
  );
  const byKey = new Map(sharpest.map((one) => [keyOf(one), one]));
  return Array.from(byKey, ([key, one]) => ({ key, holds: testOf(one) }));
}

function keyOf({ words, foldCase }: Required): string {
  return `${foldCase ? 'i' : ''}:${words.join('|')}`;
}

function testOf({ words, foldCase }: Required): Requirement['holds'] {
  if (words.length <= MANY && !words.some((word) => word.includes(SPACE))) {
    return (text, lower) => {
      const where = foldCase ? lower() : text;
      return words.some((word) => where.includes(word));
    };
  }
  const regex = new RegExp(words.map(wordSource).join('|'), 'u');
  return (text, lower) => regex.test(foldCase ? lower() : text);
}

function wordSource(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`).replaceAll(SPACE, String.raw`\s*`);
}

function shortest(words: WordSet): number {
  return Math.min(...words.map((word) => word.length));
}

function oneByOne({ sets, foldCase }: RegexWords): Required[] {
  return sets.map((words) => ({ words, foldCase }));
}

function requiredBy(rule: unknown): Required[] {
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([key, value]: [string, unknown]): Required[] => {
    if (key === 'regex' && typeof value === 'string') return oneByOne(wordsOfRegex(value));
    if (key === 'pattern' && typeof value === 'string') return wordsOfPattern(value);
    if (key === 'kind' && typeof value === 'string') return plain(KIND_WORDS[value]);
    if (key === 'all' && Array.isArray(value)) return value.flatMap(requiredBy);
    if (key === 'any' && Array.isArray(value)) return anyOf(value);
    if (['has', 'inside', 'precedes', 'follows'].includes(key)) return requiredBy(value);
    return [];
  });
}

/** What every choice of one branch needs. */
function anyOf(branches: unknown[]): Required[] {
  const required = branches.map(requiredBy);
  const foldCase = required.flat().some((one) => one.foldCase);
  const words = (one: Required) => (foldCase ? one.words.map((word) => word.toLowerCase()) : one.words);
  return joinBranches(required.map((ones) => ones.map(words))).map((set) => ({ words: set, foldCase }));
}

/** Identifiers written out in a pattern; a metavariable is none. */
function wordsOfPattern(pattern: string): Required[] {
  const words = pattern.replace(/\$+[A-Z_][A-Z0-9_]*|\$\$\$/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  return words.flatMap((word) => plain([word]));
}

function plain(words: WordSet | undefined): Required[] {
  return words ? [{ words, foldCase: false }] : [];
}
