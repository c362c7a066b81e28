import { CancelledFailure } from '@temporalio/common';
import { ApplicationFailure } from '@temporalio/activity';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

/**
 * Turns the product's typed failures into Temporal's, keeping type, retryability and the delay before the next try.
 * Every message is made well-formed: half a surrogate pair in one would stop the whole worker.
 */
export function asApplicationFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof TypedFailure) {
    return ApplicationFailure.create({
      type: error.type,
      message: wellFormed(error.message),
      nonRetryable: !error.retryable,
      ...(error.brokeOff ? { details: [{ brokeOff: true }] } : {}),
      // The server takes a delay of nothing for no further try at all.
      ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: Math.max(1, error.retryAfterMs) }),
    });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return ApplicationFailure.create({
    type: 'UnexpectedError',
    message: wellFormed(message),
    cause: withoutMessage(error),
  });
}

/** The stack helps; the message in it may hold anything. */
function withoutMessage(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const cause = new Error(error.name);
  cause.stack = `${error.name}\n${frames.join('\n')}`;
  return cause;
}

/** Every activity of a group, throwing only what Temporal can carry. */
export function withTypedFailures<T extends object>(group: T): T {
  const wrapped = Object.entries(group).map(([name, run]) => {
    const call = run as (...args: unknown[]) => Promise<unknown>;
    return [
      name,
      async (...args: unknown[]) => {
        try {
          return await call(...args);
        } catch (error) {
          throw asApplicationFailure(error);
        }
      },
    ];
  });
  return Object.fromEntries(wrapped) as T;
}
