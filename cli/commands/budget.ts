import { WorkflowUpdateFailedError } from '@temporalio/client';
import { TypedFailure } from '../../failures/table';
import { checkBudget } from '../../workflows/check-messages';
import { setBudget } from '../../workflows/messages';
import { argument, type CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { EXIT } from '../exit-codes';
import { requireOpen } from '../require-loop';

/** Changes the caps of an open loop, by the update `setBudget`, which answers at once. */
export async function budget(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const checked = checkBudget({ maxCostUsd: flags.maxCost, maxTokens: flags.maxTokens });
  if (!checked.ok) throw new TypedFailure('InvalidInput', `${checked.error}.`);
  const loopId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    await requireOpen(reached, loopId);
    const handle = reached.client.workflow.getHandle(loopId);
    io.say(`${loopId}: ${await handle.executeUpdate(setBudget, { args: [checked.value] })}`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    throw new TypedFailure('InvalidInput', error.cause?.message ?? error.message, undefined, {
      cause: error,
    });
  } finally {
    await reached.close();
  }
}
