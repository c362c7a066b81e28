import { wellFormed } from '../failures/well-formed';

/** A value found in a configuration file, short enough for one sentence. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return wellFormed(JSON.stringify(value), 80);
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (value instanceof Date) return `the date ${wellFormed(String(value), 40)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  return 'a table';
}

/** A key path as TOML writes it: `models."gpt-oss:120b".params_b`, list positions as `[2]` (0-based). */
export function keyPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key);
      const quoted = /^[A-Za-z0-9_-]+$/.test(name) ? name : wellFormed(JSON.stringify(name), 200);
      return i === 0 ? quoted : `.${quoted}`;
    })
    .join('');
}
