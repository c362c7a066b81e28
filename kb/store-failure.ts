import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

/**
 * The `code` of a system error (`ENOENT`, …), or undefined. Told by its shape: an error of Node's own modules is no
 * `instanceof Error` inside another realm (jest, vm).
 */
export function errorCode(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

/** A failed file operation as `StoreError` naming what was being done and the path; typed failures pass as they are. */
export function storeFailure(doing: string, path: string, cause: unknown): TypedFailure {
  if (cause instanceof TypedFailure) return cause;
  const why = errorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  return new TypedFailure('StoreError', wellFormed(`Cannot ${doing} ${path}: ${why}.`), undefined, { cause });
}
