import { foldDigits } from './fold-digits';

/** A number as models write it: `85`, `85.5`, `0,85`. */
export const NUMBER = String.raw`\d{1,3}(?:[.,]\d{1,4})?`;

export function numberOf(digits: string): number {
  return Number(digits.replace(',', '.'));
}

/** Two decimals at most, so that 0.29 of 1 is 29 and not 28.999999999999996. */
export function roundPercent(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * A confidence of 0 to 100 out of a cell or a field; null when none is stated. `85%`, `85 %`, `85`, `~85%`,
 * `85/100`, `9/10`, `8 out of 10`, `９０％`, `High (85%)`; `0.85` and `0,85` are shares of one; of a range (`80-90%`) the lower end counts. A word
 * alone (`high`), a number over 100 or a negative one is no confidence: a made-up number would decide what may be done
 * without a person.
 */
export function percentOf(text: string): number | null {
  const match = new RegExp(
    String.raw`(?<![\d.,])(-\s*)?(${NUMBER})(?![\d.,]*\d)\s*(?:(?:%|percent)?\s*(?:-|–|to|bis)\s*${NUMBER}\s*)?(%|percent|(?:\/|out\s+of|of)\s*100?\b|(?:\/|out\s+of|of)\s*\d)?`,
    'i',
  ).exec(foldDigits(text));
  if (!match?.[2] || match[1]) return null;
  const value = numberOf(match[2]);
  const unit = match[3]?.replace(/\s|out|of/gi, '').replace(/^(?=\d)/, '/') ?? '';
  // Of any other whole (`4/5`) nobody can say what it counts.
  if (/^\/(?!100?$)/.test(unit)) return null;
  const share = unit === '' && value <= 1 && /[.,]/.test(match[2]);
  const percent = unit === '/10' ? value * 10 : share ? value * 100 : value;
  return percent >= 0 && percent <= 100 ? roundPercent(percent) : null;
}
