import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { wellFormed } from '../failures/well-formed';
import type { TrackerRow } from '../review/tracker';
import {
  pendingDecisions,
  status as statusQuery,
  tracker,
  type LoopResult,
  type LoopStatus,
  type PendingDecision,
} from '../workflows/messages';
import { awaitEnd } from './await-end';
import { isConnectionTrouble } from './connection-trouble';

/** What `status --json` prints. */
export interface LoopStateView {
  loopId: string;
  /** The execution: `RUNNING`, `COMPLETED`, `FAILED`, … */
  state: string;
  status: LoopStatus | null;
  tracker: TrackerRow[];
  pendingDecisions: PendingDecision[];
  result: LoopResult | null;
  /** Why it failed; null when it did not. */
  failure: string | null;
  /** Why the loop itself could not be asked; null when it could. */
  trouble: string | null;
}

const ANSWER_MS = 5000;

/** Asks a loop all there is to know from outside. Without a worker only what the server keeps is known. */
export async function loopState(
  client: Client,
  { workflowId, status }: WorkflowExecutionDescription,
): Promise<LoopStateView> {
  const empty: LoopStateView = {
    loopId: workflowId,
    state: status.name,
    status: null,
    tracker: [],
    pendingDecisions: [],
    result: null,
    failure: null,
    trouble: null,
  };
  if (status.name !== 'RUNNING' && status.name !== 'PAUSED')
    return { ...empty, ...(await ended(client, workflowId)) };
  const handle = client.workflow.getHandle(workflowId);
  const ask = <T>(question: () => Promise<T>): Promise<T> =>
    client.withDeadline(Date.now() + ANSWER_MS, question);
  try {
    const answer = await ask(() => handle.query(statusQuery));
    const rows = await ask(() => handle.query(tracker));
    const pending = await ask(() => handle.query(pendingDecisions));
    return { ...empty, status: answer, tracker: rows, pendingDecisions: pending };
  } catch (error) {
    const unanswered =
      isConnectionTrouble(error) || (error instanceof Error && error.name === 'QueryNotRegisteredError');
    const noPoller = error instanceof Error && /no poller/i.test(`${error.message} ${String(error.cause)}`);
    if (!unanswered && !noPoller) throw error;
    return { ...empty, trouble: 'The loop does not answer: no worker serves it just now.' };
  }
}

async function ended(client: Client, workflowId: string): Promise<Partial<LoopStateView>> {
  const end = await awaitEnd<LoopResult>(client, workflowId, AbortSignal.timeout(ANSWER_MS));
  if (end.kind === 'result') return { result: end.result, tracker: end.result.tracker };
  if (end.kind === 'failed') return { failure: wellFormed(`${end.type ?? 'failure'}: ${end.message}`) };
  if (end.kind === 'cancelled') return { failure: 'It was cancelled.' };
  return { trouble: 'The server did not give its result in time.' };
}
