import type { KbRow } from '../../kb/kb-store';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { argument, type CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { streamNamed, withKb } from '../with-kb';

/** Rows of a stream as JSON lines, filtered. */
export function kbQuery(context: CommandContext): Promise<number> {
  const { flags, io } = context;
  const stream = streamNamed(argument(context, 0));
  const conditions = (flags.where ?? []).map(conditionOf);
  return withKb(context, async (store) => {
    const rows = (await store.read(stream)).filter((row) => conditions.every((holds) => holds(row)));
    for (const row of flags.limit === undefined ? rows : rows.slice(-flags.limit)) io.json(row);
    return EXIT.done;
  });
}

/** `field=value` as a test of a row; `a.b=1` reaches inside, `null` is null. Throws `InvalidInput`. */
export function conditionOf(text: string): (row: KbRow) => boolean {
  const at = text.indexOf('=');
  if (at < 1) {
    const shown = JSON.stringify(wellFormed(text, 80));
    throw new TypedFailure('InvalidInput', `--where is ${shown}, expected field=value such as verdict=fail.`);
  }
  const path = text.slice(0, at).split('.');
  const wanted = text.slice(at + 1);
  return (row) => shownValue(valueAt(row, path)) === wanted;
}

function valueAt(row: unknown, path: readonly string[]): unknown {
  let at = row;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

function shownValue(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
