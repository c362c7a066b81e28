/** A set-up step that failed: one sentence of what happened and one of what to do next. Ends the command with exit code 4. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened
   * @param {string} next what the user should do
   * @param {{cause?: unknown}} [options]
   */
  constructor(message, next, options) {
    super(message, options);
    this.name = 'SetupError';
    this.next = next;
  }
}

const NO_SPACE = 'Free about 500 MB there and run the same command again.';

/**
 * An error of the file system or the network in words: the code that says what happened, not a stack.
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error && error.message === 'fetch failed' ? error.cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name cannot be resolved (offline?)';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (inner.name === 'TimeoutError') return 'no answer in time';
  return inner.message.split('\n')[0] ?? '';
}

/**
 * A full disk, whichever step meets it; undefined for any other error.
 * @param {unknown} error
 * @param {string} place folder that was written to
 * @returns {SetupError | undefined}
 */
export function noSpace(error, place) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  return new SetupError(`No space is left on the disk of ${place}.`, NO_SPACE, { cause: error });
}
