import type { Command } from 'commander';
import { repeated, whole, withCommonFlags } from './flags';
import type { Act } from './program';

/** The knowledge base from outside. */
export function declareKbCommands(program: Command, act: Act): void {
  const kb = program.command('kb').description('the knowledge base');
  withCommonFlags(kb.command('health'))
    .description('rows, size, last write, last read of every stream; which are never read')
    .action(act(async () => (await import('./commands/kb-health.js')).kbHealthCommand));
  withCommonFlags(kb.command('query'))
    .argument('<stream>', 'name of the stream')
    .description('rows of a stream as JSON lines')
    .option(
      '--where <field=value>',
      'only rows with this value; dots reach inside; may be repeated',
      repeated,
    )
    .option('--limit <n>', 'the last n rows that match', whole(1, 1e9))
    .action(act(async () => (await import('./commands/kb-query.js')).kbQuery));
  withCommonFlags(kb.command('export'))
    .description('streams as JSONL files, or one stream on stdout')
    .option('--stream <stream>', 'only this stream')
    .option('--output <dir>', 'folder for <stream>.jsonl files')
    .action(act(async () => (await import('./commands/kb-export.js')).kbExport));
  withCommonFlags(kb.command('calibration'))
    .description('how the confidences that models stated compare with what became known later')
    .option('--loop <loop>', 'only reviews of this loop')
    .action(act(async () => (await import('./commands/kb-calibration.js')).kbCalibration));
  withCommonFlags(kb.command('import-findings'))
    .argument('<files...>', 'JSONL or SARIF files')
    .description("findings of another tool as the next loop's baseline and target list")
    .action(act(async () => (await import('./commands/kb-import.js')).kbImport));
}
