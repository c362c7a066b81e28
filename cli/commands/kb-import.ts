import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { importFindings, parseFindings, type ImportedFinding } from '../../kb/import-findings';
import { errorCode } from '../../kb/store-failure';
import { maskText } from '../../source/secrets/mask-text';
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
  const masked = await Promise.all(findings.map(withoutSecrets));
  return withKb(
    context,
    async (store) => {
      const result = await importFindings(store, masked);
      if (flags.json === true) io.json(result);
      else
        io.data(`${result.sweep_id}: ${result.appended} findings imported, ${result.skipped} known already`);
      return EXIT.done;
    },
    true,
  );
}

/** Other tools quote the secrets they find. */
async function withoutSecrets(finding: ImportedFinding): Promise<ImportedFinding> {
  const title = (await maskText(finding.title)).text;
  return { ...finding, title, evidence: (await maskText(finding.evidence, finding.file)).text };
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
