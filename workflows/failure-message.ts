import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { wellFormed } from '../failures/well-formed';

/** What Temporal's wrappers (an activity's, a child's) are around. */
export function innermostCause(error: unknown): unknown {
  let cause = error;
  while ((cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure) && cause.cause)
    cause = cause.cause;
  return cause;
}

/** The innermost cause of a Temporal failure as one line. */
export function failureMessage(error: unknown): string {
  const cause = innermostCause(error);
  if (cause instanceof TimeoutFailure) return `timed out (${cause.timeoutType})`;
  const type = cause instanceof ApplicationFailure && cause.type ? `${cause.type}: ` : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  return wellFormed(`${type}${message}`, 500).replaceAll(/\s+/g, ' ');
}

/** The `type` of the innermost application failure, or undefined. */
export function failureType(error: unknown): string | undefined {
  const cause = innermostCause(error);
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}
