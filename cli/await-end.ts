import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
} from '@temporalio/common';
import { isConnectionTrouble } from './connection-trouble';

/** How a workflow ended, or that we no longer look. */
export type WorkflowEnd<T> =
  | { kind: 'result'; result: T }
  | { kind: 'cancelled' }
  | { kind: 'failed'; type: string | undefined; message: string }
  | { kind: 'detached' };

/**
 * Waits for a workflow's end over all its runs, however often the server goes away meanwhile; resolves to `detached`
 * when `signal` fires.
 */
export async function awaitEnd<T>(
  client: Client,
  workflowId: string,
  signal: AbortSignal,
): Promise<WorkflowEnd<T>> {
  // Each of the client's long polls leaves its listener until the wait is over; days of them are no leak.
  const polled = AbortSignal.any([signal]);
  setMaxListeners(0, polled);
  while (!signal.aborted) {
    try {
      const result = await client.connection.withAbortSignal(
        polled,
        () => client.workflow.result(workflowId) as Promise<T>,
      );
      return { kind: 'result', result };
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof WorkflowFailedError) return failedEnd(error);
      if (!isConnectionTrouble(error)) throw error;
      await sleep(300);
    }
  }
  return { kind: 'detached' };
}

function failedEnd<T>(error: WorkflowFailedError): WorkflowEnd<T> {
  let { cause } = error;
  while (cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure) cause = cause.cause;
  if (cause instanceof CancelledFailure) return { kind: 'cancelled' };
  if (cause instanceof TerminatedFailure)
    return { kind: 'failed', type: undefined, message: 'The workflow was terminated.' };
  const type = cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
  return { kind: 'failed', type, message: cause?.message ?? error.message };
}
