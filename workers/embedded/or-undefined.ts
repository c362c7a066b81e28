import { errorCode } from '../../kb/store-failure';

/** Runs `read`; undefined when what it reads does not exist. */
export function orUndefinedIfMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}
