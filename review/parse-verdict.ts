import type { Verdict } from './vocabulary';

const WORDS: readonly [RegExp, Verdict][] = [
  [/^(?:fail(?:s|ed|ure|ing)?|reject(?:s|ed)?|block(?:s|ed|er|ing)?|unacceptable|broken|nogo)$/, 'fail'],
  [
    /^(?:needs?(?:a?patch\w*)?|requires?|patch\w*|conditional(?:ly)?|partial(?:ly)?|revise|rework|changes)$/,
    'needs_patch',
  ],
  [/^(?:pass(?:ed|es|ing)?|approved?|approves|accept(?:s|ed|able)?|ok|okay|lgtm)$/, 'pass'],
];
const DENIES = /^(?:no|not|cannot|never|doesn|don|didn|isn|won)$/;
/** Behind "pass": what takes it back. */
const BUT =
  /^(?:with|but|if|pending|subject|conditional(?:ly)?|except|provided|once|after|needs?|partial(?:ly)?|patch)$/;
/** A verdict stands at the beginning of its field; a sentence that only comes to speak of failing is none. */
const FIRST_WORDS = 4;

/**
 * A verdict in whatever case, with whatever separators and ornaments (`PASS ✅`, `needs-patch`, `FAIL: no proof`). A pass
 * with conditions needs a patch, a pass denied is a fail: a model's verdict can only lower that of the record. Null for
 * words that judge nothing (`medium`): a guess would be a verdict made up.
 */
export function parseVerdict(value: unknown): Verdict | null {
  if (typeof value !== 'string') return null;
  const plain = value
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  const words: string[] = plain.match(/\p{L}+/gu) ?? [];
  const at = words.slice(0, FIRST_WORDS).findIndex((word) => verdictOf(word) !== undefined);
  const verdict = verdictOf(words[at] ?? '');
  if (verdict === undefined) return null;
  const denied = words.slice(0, at).some((word) => DENIES.test(word));
  if (verdict !== 'pass') return denied ? null : verdict;
  if (denied) return 'fail';
  return words.slice(at + 1).some((word) => BUT.test(word)) ? 'needs_patch' : 'pass';
}

function verdictOf(word: string): Verdict | undefined {
  return WORDS.find(([spelling]) => spelling.test(word))?.[1];
}
