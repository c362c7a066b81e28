import { WorkflowNotFoundError, type WorkflowExecutionDescription } from '@temporalio/client';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import type { Reached } from './connect';
import { listLoops } from './list-loops';

/** The loop's execution as the server describes it. Throws `InvalidInput` naming the loops there are. */
export async function requireLoop(reached: Reached, loopId: string): Promise<WorkflowExecutionDescription> {
  try {
    return await reached.client.workflow.getHandle(loopId).describe();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const known = (await listLoops(reached.client, 10)).map((loop) => loop.loopId);
    const there = known.length === 0 ? 'it knows no loop' : `it knows ${known.join(', ')}`;
    throw new TypedFailure(
      'InvalidInput',
      wellFormed(`No loop ${loopId} at ${reached.address}, namespace ${reached.namespace}: ${there}.`),
      undefined,
      { cause: error },
    );
  }
}

/** As `requireLoop`, and that it is still open. Throws `InvalidInput`. */
export async function requireOpen(reached: Reached, loopId: string): Promise<void> {
  const { status } = await requireLoop(reached, loopId);
  if (status.name === 'RUNNING' || status.name === 'PAUSED') return;
  throw new TypedFailure(
    'InvalidInput',
    wellFormed(`The loop ${loopId} is closed (${status.name}), expected an open one.`),
  );
}
