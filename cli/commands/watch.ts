import { argument, type CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { EXIT } from '../exit-codes';
import { requireLoop } from '../require-loop';
import { repoPlace } from '../repo-place';
import { waitForEnd } from './start';

/** Live progress of a loop; Ctrl-C detaches (0), its end gives the exit code of `run`. */
export async function watch(context: CommandContext): Promise<number> {
  const loopId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    await requireLoop(reached, loopId);
    return await waitForEnd(context, reached, loopId, repoPlace(context, false).stateDir, EXIT.done);
  } finally {
    await reached.close();
  }
}
