import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TypedFailure } from '../../failures/table';
import { STREAMS } from '../../kb/streams';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { streamNamed, withKb } from '../with-kb';

/** Streams as JSONL files, or one stream on stdout. */
export function kbExport(context: CommandContext): Promise<number> {
  const { flags, io, cwd } = context;
  const streams = flags.stream === undefined ? STREAMS : [streamNamed(flags.stream)];
  const { output } = flags;
  if (output === undefined && flags.stream === undefined) {
    throw new TypedFailure(
      'InvalidInput',
      'kb export: expected --output DIR for all streams, or --stream STREAM for one on stdout.',
    );
  }
  return withKb(context, async (store) => {
    for (const stream of streams) {
      const rows = await store.read(stream);
      if (output === undefined) {
        for (const row of rows) io.json(row);
        continue;
      }
      const folder = resolve(cwd, output);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${stream}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      io.say(`${stream}: ${rows.length} rows`);
    }
    return EXIT.done;
  });
}
