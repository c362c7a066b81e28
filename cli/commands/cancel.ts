import { wellFormed } from '../../failures/well-formed';
import { argument, type CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { EXIT } from '../exit-codes';
import { requireOpen } from '../require-loop';

/** Asks a loop to end; it seals a partial report of what it has. */
export async function cancel(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const workflowId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    await requireOpen(reached, workflowId);
    // The client's own cancel() knows no reason.
    await reached.connection.workflowService.requestCancelWorkflowExecution({
      namespace: reached.namespace,
      workflowExecution: { workflowId },
      reason: wellFormed(flags.reason ?? '', 1000),
      identity: 'scrum-loop cancel',
    });
    io.say(`${workflowId}: asked to end.`);
    return EXIT.done;
  } finally {
    await reached.close();
  }
}
