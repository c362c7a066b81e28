import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

/** The `code` of a system error (`ENOENT`, …), or undefined. */
export function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

/** A failed file operation as `StoreError` naming what was being done and the path; typed failures pass as they are. */
export function storeFailure(doing: string, path: string, cause: unknown): TypedFailure {
  if (cause instanceof TypedFailure) return cause;
  const why = errorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  return new TypedFailure('StoreError', wellFormed(`Cannot ${doing} ${path}: ${why}.`), undefined, { cause });
}
