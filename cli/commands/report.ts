import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { renderJson } from '../../report/render-json';
import { renderMarkdown } from '../../report/render-markdown';
import { argument, type CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { jsonText, type Io } from '../io';
import { repoPlace } from '../repo-place';
import { reportOf, type WrittenReport } from '../write-report';

const FORMATS = ['md', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** The report of a loop from the knowledge base alone: no Temporal is asked. */
export async function report(context: CommandContext): Promise<number> {
  const { flags, io, cwd } = context;
  const format = formatOf(flags.format ?? (flags.json === true ? 'json' : 'md'));
  const { stateDir } = repoPlace(context, false);
  const built = await reportOf(stateDir, argument(context, 0));
  if (flags.output === undefined) {
    printReport(io, format)({ report: built, markdown: renderMarkdown(built) });
    return EXIT.done;
  }
  const path = resolve(cwd, flags.output);
  writeFileSync(path, format === 'md' ? renderMarkdown(built) : renderJson(built));
  io.say(`Written to ${path}.`);
  return EXIT.done;
}

/** Writes a report to stdout in one of the two formats. */
export function printReport(
  io: Io,
  format: Format,
): (written: Pick<WrittenReport, 'report' | 'markdown'>) => void {
  return ({ report, markdown }) => io.data(format === 'md' ? markdown : jsonText(report, 2));
}

function formatOf(name: string): Format {
  const found = FORMATS.find((format) => format === name);
  if (found !== undefined) return found;
  const shown = JSON.stringify(wellFormed(name, 80));
  throw new TypedFailure(
    'InvalidInput',
    `--format is ${shown}, expected md or json (this version writes no other).`,
  );
}
