export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key as it is compared: `Critical Failures`, `criticalFailures` and `critical-failures` are `criticalfailures`. */
export function foldKey(key: string): string {
  return key.toLowerCase().replace(/[\s_\-–.]/g, '');
}

/** A record seen through folded keys; of two keys that fold alike the first counts. */
export function foldedKeys(record: JsonRecord): Map<string, unknown> {
  const folded = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = foldKey(key);
    if (!folded.has(name)) folded.set(name, value);
  }
  return folded;
}

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
