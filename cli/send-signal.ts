import type { CommandContext } from './command-context';
import { argument } from './command-context';
import { reachTemporal } from './connect';
import { EXIT } from './exit-codes';
import { requireOpen } from './require-loop';

/** Sends one signal to an open loop and says `said`. */
export async function sendSignal(
  context: CommandContext,
  name: string,
  payload: object,
  said: string,
): Promise<number> {
  const loopId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    await requireOpen(reached, loopId);
    await reached.client.workflow.getHandle(loopId).signal(name, payload);
    context.io.say(`${loopId}: ${said}`);
    return EXIT.done;
  } finally {
    await reached.close();
  }
}
