import type { Client } from '@temporalio/client';
import { wellFormed } from '../../failures/well-formed';
import { reviewStatus, status as statusQuery, type ReviewStatus } from '../../workflows/messages';
import { isConnectionTrouble } from '../connection-trouble';
import type { LoopView } from './loop-view';
import type { Pace } from './pace';

const ANSWER_MS = 4000;
const CHILDREN = 2;

/**
 * Asks the loop, and one or two of its running children, how they stand. What cannot be learned now leaves what was
 * known, with the reason in `trouble`.
 */
export async function look(
  client: Client,
  before: LoopView,
  pace: Pace,
  children: boolean,
): Promise<LoopView> {
  try {
    const status = await ask(client, () => client.workflow.getHandle(before.loopId).query(statusQuery));
    const ids = children ? status.running.slice(0, CHILDREN) : [];
    const asked = await Promise.all(ids.map((id) => askChild(client, id)));
    const running = asked.filter((child): child is ReviewStatus => child !== null && child.step !== 'done');
    return { ...before, status, running, etaMs: pace.etaMs(status, Date.now()), trouble: null };
  } catch (error) {
    return { ...before, running: [], trouble: troubleOf(error) };
  }
}

/** null: it has ended or does not answer now; the next look says more. */
async function askChild(client: Client, workflowId: string): Promise<ReviewStatus | null> {
  try {
    return await ask(client, () => client.workflow.getHandle(workflowId).query(reviewStatus));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function ask<T>(client: Client, question: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + ANSWER_MS, question);
}

function troubleOf(error: unknown): string {
  if (isConnectionTrouble(error)) return 'no answer just now (the server or the worker is starting, or busy)';
  return `no answer: ${wellFormed(error instanceof Error ? error.message : String(error), 200)}`;
}
