import type { CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { EXIT } from '../exit-codes';
import { listLoops } from '../list-loops';
import { textTable } from '../text-table';

/** All loops the Temporal knows, newest first. */
export async function list(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const reached = await reachTemporal(context);
  try {
    const loops = await listLoops(reached.client);
    if (flags.json === true) for (const loop of loops) io.json(loop);
    else if (loops.length === 0) io.say('No loop yet.');
    else
      io.data(
        textTable(
          ['loop', 'state', 'run started', 'closed'],
          loops.map((l) => [l.loopId, l.state, l.started, l.closed ?? '-']),
        ),
      );
    return EXIT.done;
  } finally {
    await reached.close();
  }
}
