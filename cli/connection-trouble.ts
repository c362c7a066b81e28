import { isGrpcServiceError } from '@temporalio/client';

/** CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const PASSING = new Set([1, 2, 4, 8, 10, 13, 14]);

/**
 * Whether an error says nothing of the workflow, only that the server did not answer just now: it is killed, restarts,
 * or does not know its namespaces yet. Then asking again is right.
 */
export function isConnectionTrouble(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'NamespaceNotFoundError') return true;
    if (isGrpcServiceError(at)) return PASSING.has(at.code);
  }
  return false;
}
