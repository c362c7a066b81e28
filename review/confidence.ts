import { NUMBER, percentOf } from './percent';

const WORD = String.raw`\b(?:confidence|confiden[cz]a|confiance|konfidenz|conf\.?)(?:[ _-]?(?:level|score|rating))?\b`;
const BETWEEN = String.raw`[\s*_\x60"':=≈~>()[\]—–-]*(?:(?:very\s+)?(?:high|medium|moderate|low)\b[\s*_:(,—–-]*)?`;

/** `Confidence: 85%`, `**Confidence:** 0,85`, `(confidence 85 %)`, `conf = 85/100`. */
const LABELLED = new RegExp(
  `(${WORD})(${BETWEEN})(${NUMBER})(?![\\d.,]*\\d)\\s*(%|percent|\\/\\s*100?\\b)?`,
  'gi',
);
/** `85% confident`, `85 % confidence`. */
const TRAILING = new RegExp(
  `(?<![\\d.,])(${NUMBER})\\s*(?:%|percent)\\s*(?:confiden|certain|sure|konfiden)`,
  'gi',
);

/** Every confidence stated inline in a text, 0 to 100, in order. */
export function inlineConfidences(text: string): number[] {
  const found: { at: number; value: number }[] = [];
  for (const match of text.matchAll(LABELLED)) {
    const [, , between = '', digits = '', unit = ''] = match;
    // "confidence in 3 places" is prose: without a unit there must be a sign that a value follows.
    if (unit === '' && !/[:=(≈~]/.test(between) && !/^[01][.,]\d/.test(digits)) continue;
    const value = percentOf(digits + unit);
    if (value !== null) found.push({ at: match.index, value });
  }
  for (const match of text.matchAll(TRAILING)) {
    const value = percentOf(`${match[1] ?? ''}%`);
    const labelled = found.some((f) => Math.abs(f.at - match.index) < 40 && f.value === value);
    if (value !== null && !labelled) found.push({ at: match.index, value });
  }
  return found.sort((a, b) => a.at - b.at).map((f) => f.value);
}

/** The first confidence stated inline in a text; null when there is none. */
export function inlineConfidence(text: string): number | null {
  return inlineConfidences(text)[0] ?? null;
}
