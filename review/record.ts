import { keyOccurrence } from './distinct-keys';

export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Characters that are not seen: zero-width ones, direction marks, soft hyphens. As the source of a character class. */
export const UNSEEN = String.raw`\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff`;

const NOT_IN_KEYS = new RegExp(`[\\s_\\-–.*:\`${UNSEEN}]`, 'g');

/**
 * A key as it is compared: `Critical Failures`, `criticalFailures`, `critical-failures`, one in full-width letters and one
 * with zero-width characters in it are all `criticalfailures`.
 */
export function foldKey(key: string): string {
  return keyOccurrence(key).key.normalize('NFKC').toLowerCase().replace(NOT_IN_KEYS, '');
}

/** A record seen through folded keys; of keys that fold alike the first counts. */
export function foldedKeys(record: JsonRecord): Map<string, unknown> {
  const folded = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = foldKey(key);
    if (!folded.has(name)) folded.set(name, value);
  }
  return folded;
}

/** Every value of a record whose key folds to `name`, in order: an answer may give a key twice. */
export function valuesNamed(record: JsonRecord, name: string): unknown[] {
  return Object.entries(record).flatMap(([key, value]) => (foldKey(key) === name ? [value] : []));
}

/** A record with repeated keys as several: one of the first occurrences, one of the second ones, and so on. */
export function occurrences(record: JsonRecord): JsonRecord[] {
  const parts: JsonRecord[] = [];
  for (const [name, value] of Object.entries(record)) {
    const { key, nth } = keyOccurrence(name);
    while (parts.length < Math.min(nth, MAX_REPEATS)) parts.push({});
    const part = parts[nth - 1];
    if (part) part[key] = value;
  }
  return parts;
}

const MAX_REPEATS = 1000;

/** The value under the first of `names` (already folded) that is there and not null. */
export function firstOf(folded: Map<string, unknown>, names: readonly string[]): unknown {
  for (const name of names) {
    const value = folded.get(name);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** A scalar as one text; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
