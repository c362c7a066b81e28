import { checkRepository } from '../../forge/check-repository';
import type { CommandContext } from '../command-context';
import { reachTemporal, type Reached } from '../connect';
import { EXIT } from '../exit-codes';
import { finishLoop } from '../finish-loop';
import { onInterrupt } from '../interrupt';
import { loopIdOf } from '../loop-id';
import { loopInputOf } from '../loop-input-of';
import { followLoop } from '../progress/follow-loop';
import { repoPlace } from '../repo-place';
import { startOrAttach } from '../start-or-attach';
import { webUiLink } from '../temporal-commands';

/** Starts (or re-attaches to) a loop where services run already; prints its id; `--wait` waits for its end. */
export async function start(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const place = repoPlace(context);
  if (!place.isUrl) await checkRepository(place);
  const input = loopInputOf(context, place.location);
  const reached = await reachTemporal(context, true);
  try {
    const { loopId, attached } = await startOrAttach(reached.client, loopIdOf(place.name, input), input);
    io.say(attached ? `Loop ${loopId} is open already.` : `Loop ${loopId} is started.`);
    const link = webUiLink(reached, loopId);
    if (link !== null) io.say(`Web UI: ${link}`);
    if (flags.json === true) io.json({ loopId, attached });
    else io.data(loopId);
    return flags.wait === true ? await waitForEnd(context, reached, loopId, place.stateDir) : EXIT.done;
  } finally {
    await reached.close();
  }
}

/** Shows progress until the loop ends; the exit code is that of `run`, and `detachCode` after a Ctrl-C. */
export async function waitForEnd(
  { io, flags }: CommandContext,
  { client }: Reached,
  loopId: string,
  stateDir: string,
  detachCode: number = EXIT.interrupted,
): Promise<number> {
  const interrupt = onInterrupt(() => io.detail('Detaching.'));
  try {
    const end = await followLoop(client, loopId, io, interrupt.signal);
    if (end.kind !== 'detached')
      return await finishLoop(end, { io, stateDir, workflowId: loopId, failOn: flags.failOn });
    io.say(`The loop ${loopId} goes on without this command.`);
    return detachCode;
  } finally {
    interrupt.release();
  }
}
