import { kbHealth } from '../../kb/health';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { textTable } from '../text-table';
import { withKb } from '../with-kb';

/** Size, age and use of every stream. */
export function kbHealthCommand(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  return withKb(context, async (store) => {
    const health = await kbHealth(store);
    if (flags.json === true) {
      io.json(health);
      return EXIT.done;
    }
    const rows = health.streams.map((s) => [
      s.stream,
      String(s.rows),
      String(s.bytes),
      s.last_write ?? '-',
      s.last_read ?? '-',
      s.write_only ? 'yes' : 'no',
      String(s.torn),
    ]);
    io.data(textTable(['stream', 'rows', 'bytes', 'last write', 'last read', 'write-only', 'torn'], rows));
    if (health.write_only.length > 0) io.say(`Written and never read: ${health.write_only.join(', ')}.`);
    return EXIT.done;
  });
}
