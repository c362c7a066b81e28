import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { wellFormed } from '../failures/well-formed';
import type { LoopInput } from '../workflows/messages';
import { isConnectionTrouble } from './connection-trouble';

export interface StartedLoop {
  /** The workflow id. */
  loopId: string;
  /** It was open already. */
  attached: boolean;
}

/**
 * The open loop of this id, else a new one: `<id>`, or `<id>-2`, `-3`, … where earlier ones are closed. Two commands at
 * once get the same loop. A server that restarts meanwhile is waited for.
 */
export async function startOrAttach(
  client: Client,
  id: string,
  input: LoopInput,
  signal?: AbortSignal,
): Promise<StartedLoop> {
  for (let n = 1; ;) {
    const loopId = n === 1 ? id : `${id}-${n}`;
    signal?.throwIfAborted();
    try {
      const state = await stateOf(client, loopId);
      if (state === 'open') return { loopId, attached: true };
      if (state === 'closed') {
        n++;
        continue;
      }
      await client.workflow.start('scrumLoop', {
        workflowId: loopId,
        taskQueue: 'scrum-loop',
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: wellFormed(`review of ${input.repo}`, 60),
      });
      return { loopId, attached: false };
    } catch (error) {
      // Somebody else started it in between: look again.
      if (error instanceof WorkflowExecutionAlreadyStartedError) continue;
      if (!isConnectionTrouble(error)) throw error;
      await sleep(300);
    }
  }
}

async function stateOf(client: Client, workflowId: string): Promise<'none' | 'open' | 'closed'> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'open' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
}
