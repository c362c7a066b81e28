/** The `code` of a system error (`ENOENT`, …); undefined for anything else. */
export function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

/** Runs `read`; undefined when what it reads does not exist. */
export function orUndefinedIfMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}
