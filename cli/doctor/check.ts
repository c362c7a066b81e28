/** One line of `doctor`. */
export interface Check {
  result: 'ok' | 'warn' | 'fail';
  /** A failed `config` check alone is exit code 2, any other 4. */
  kind: 'machine' | 'config' | 'services' | 'providers';
  name: string;
  /** What was found. */
  found: string;
  /** What to do next; empty where nothing is. */
  next: string;
}

/** A check that holds. */
export function ok(kind: Check['kind'], name: string, found: string): Check {
  return { result: 'ok', kind, name, found, next: '' };
}
