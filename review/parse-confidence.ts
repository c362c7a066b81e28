import { percentOf, roundPercent } from './percent';
import { isRecord } from './record';

/**
 * The confidence of an entry, 0 to 100; null when none is stated. Numbers as they are, shares of one (`0.85`) times a
 * hundred, texts as `percentOf` reads them. `unitShares` says that the whole report counts in shares of one, so that its
 * `1` is 100.
 */
export function parseConfidence(value: unknown, unitShares: boolean): number | null {
  if (typeof value === 'string') return percentOf(value);
  if (isRecord(value)) return parseConfidence(value.value ?? value.score ?? value.percent, unitShares);
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const share = value > 0 && value <= 1 && (unitShares || !Number.isInteger(value));
  const percent = share ? value * 100 : value;
  return percent >= 0 && percent <= 100 ? roundPercent(percent) : null;
}

/** Whether numbers given as confidences of one report are shares of one: none is over 1, and one is a fraction. */
export function areShares(values: readonly unknown[]): boolean {
  const numbers = values.filter((v): v is number => typeof v === 'number');
  return numbers.every((n) => n <= 1) && numbers.some((n) => !Number.isInteger(n));
}
