import { checkRepository } from '../../forge/check-repository';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { finishLoop } from '../finish-loop';
import type { Io } from '../io';
import { loopIdOf } from '../loop-id';
import { loopInputOf } from '../loop-input-of';
import { followLoop } from '../progress/follow-loop';
import { repoPlace } from '../repo-place';
import { startOrAttach, type StartedLoop } from '../start-or-attach';
import { queryCommand, signalCommand, webUiLink, type TemporalPlace } from '../temporal-commands';
import { withServices } from '../with-services';
import { printReport } from './report';

/** The main job: services, the loop of the repository (started or re-attached to), progress, report. */
export async function run(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const place = repoPlace(context);
  if (!place.isUrl) await checkRepository(place);
  const input = loopInputOf(context, place.location);
  return withServices(context, place, async (served) => {
    const { client, signal, stateDir } = served;
    const loop = await startOrAttach(client, loopIdOf(place.name, input), input, signal);
    sayWhere(loop, served, io);
    const end = await followLoop(client, loop.loopId, io, signal);
    if (end.kind === 'detached') {
      io.error(`The loop ${loop.loopId} stays open: run the same command again and it goes on where it was.`);
      return EXIT.interrupted;
    }
    const print = printReport(io, flags.json === true ? 'json' : 'md');
    return finishLoop(end, { io, stateDir, workflowId: loop.loopId, failOn: flags.failOn, print });
  });
}

/** Where the loop can be looked at and steered. */
export function sayWhere({ loopId, attached }: StartedLoop, place: TemporalPlace, io: Io): void {
  io.say(attached ? `Loop ${loopId}: it is open already, re-attached.` : `Loop ${loopId}: started.`);
  const link = webUiLink(place, loopId);
  if (link !== null) io.say(`Web UI: ${link}`);
  io.say(queryCommand(place, loopId, 'status'));
  io.say(signalCommand(place, loopId, 'pause', {}));
}
