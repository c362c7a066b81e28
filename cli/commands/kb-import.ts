import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { importFindings, parseFindings } from '../../kb/import-findings';
import { errorCode } from '../../kb/store-failure';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { withKb } from '../with-kb';

/** Findings of other tools as one ad-hoc sweep: the next loop's baseline and target list. All files are read before a row is written. */
export async function kbImport(context: CommandContext): Promise<number> {
  const { io, flags, cwd, args } = context;
  const names = Array.isArray(args[0]) ? args[0] : [];
  const findings = (
    await Promise.all(names.map(async (name) => parseFindings(await textOf(resolve(cwd, name)), name)))
  ).flat();
  return withKb(
    context,
    async (store) => {
      const result = await importFindings(store, findings);
      if (flags.json === true) io.json(result);
      else
        io.data(`${result.sweep_id}: ${result.appended} findings imported, ${result.skipped} known already`);
      return EXIT.done;
    },
    true,
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = errorCode(cause);
    if (code === undefined) throw cause;
    throw new TypedFailure(
      'InvalidInput',
      `${wellFormed(path, 1000)} cannot be read (${code}), expected a JSONL or SARIF file.`,
      undefined,
      { cause },
    );
  }
}
