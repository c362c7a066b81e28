import { CONFIDENCE_WORDS } from './confidence-words';
import { foldDigits } from './fold-digits';
import { NUMBER, percentOf } from './percent';

const WORD = `${CONFIDENCE_WORDS}(?:[ _-]?(?:level|score|rating)\\b)?`;
const BETWEEN = String.raw`[\s*_\x60"':=≈~>()[\]—–-]*(?:(?:very\s+)?(?:high|medium|moderate|low)\b[\s*_:(,—–-]*)?`;

/** `Confidence: 85%`, `**Confidence:** 0,85`, `(confidence 85 %)`, `conf = 85/100`. */
const LABELLED = new RegExp(
  `(${WORD})(${BETWEEN})(${NUMBER})(?![\\d.,]*\\d)\\s*(%|percent|(?:\\/|out\\s+of)\\s*100?\\b)?`,
  'gi',
);
/** `85% confident`, `85 % confidence`. */
const TRAILING = new RegExp(
  `(?<![\\d.,])(${NUMBER})\\s*(?:%|percent)\\s*(?:confiden|certain|sure|konfiden)`,
  'gi',
);

/** `Confidence: 85% (85% certain)` states one confidence, twice; characters between the two. */
const NEAR = 40;

/** Every confidence stated inline in a text, 0 to 100, in order. */
export function inlineConfidences(given: string): number[] {
  const text = foldDigits(given);
  const found: { at: number; value: number }[] = [];
  for (const match of text.matchAll(LABELLED)) {
    const [, , between = '', digits = '', unit = ''] = match;
    // "confidence in 3 places" is prose: without a unit there must be a sign that a value follows.
    if (unit === '' && !/[:=(≈~]/.test(between) && !/^[01][.,]\d/.test(digits)) continue;
    const value = percentOf(digits + unit);
    if (value !== null) found.push({ at: match.index, value });
  }
  const labelled = found.length;
  let next = 0;
  for (const match of text.matchAll(TRAILING)) {
    const value = percentOf(`${match[1] ?? ''}%`);
    while (next < labelled && (found[next]?.at ?? 0) <= match.index - NEAR) next++;
    const before = found.slice(next, Math.min(labelled, next + 4));
    const twice = before.some((f) => Math.abs(f.at - match.index) < NEAR && f.value === value);
    if (value !== null && !twice) found.push({ at: match.index, value });
  }
  return found.sort((a, b) => a.at - b.at).map((f) => f.value);
}

/** The first confidence stated inline in a text; null when there is none. */
export function inlineConfidence(text: string): number | null {
  return inlineConfidences(text)[0] ?? null;
}
