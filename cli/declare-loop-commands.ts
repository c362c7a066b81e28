import { Option, type Command } from 'commander';
import { amount, DECISIONS, failOnFlag, whole, withCommonFlags } from './flags';
import type { Act } from './program';

/** Commands that look at, steer and report a loop from outside. */
export function declareLoopCommands(program: Command, act: Act): void {
  const onLoop = (name: string, description: string): Command =>
    withCommonFlags(program.command(name)).argument('<loop>', 'id of the loop').description(description);

  onLoop('status', 'where a loop stands').action(
    act(async () => (await import('./commands/status.js')).status),
  );
  onLoop('watch', 'live progress of a loop; Ctrl-C detaches')
    .addOption(failOnFlag())
    .action(act(async () => (await import('./commands/watch.js')).watch));
  withCommonFlags(program.command('list'))
    .description('all loops the Temporal knows')
    .action(act(async () => (await import('./commands/list.js')).list));
  onLoop('pause', 'start no further file until resumed')
    .option('--reason <text>', 'why')
    .action(act(async () => (await import('./commands/pause.js')).pause));
  onLoop('resume', 'go on after a pause').action(
    act(async () => (await import('./commands/resume.js')).resume),
  );
  onLoop('cancel', 'end a loop; what it has is reported')
    .option('--reason <text>', 'why')
    .action(act(async () => (await import('./commands/cancel.js')).cancel));
  onLoop('override', 'decide for a loop')
    .option('--file <path>', 'about this file')
    .option('--gate', 'about the build gate')
    .option('--wave', 'about the fix wave')
    .option('--loop', 'about the loop')
    .addOption(new Option('--decision <word>', 'what is decided').choices(DECISIONS))
    .option('--reason <text>', 'why; it is recorded')
    .option('--by <name>', 'who decides (default: the user name)')
    .action(act(async () => (await import('./commands/override.js')).override));
  onLoop('budget', 'change the caps of an open loop')
    .option('--max-cost <usd>', 'stops at this cost', amount)
    .option('--max-tokens <n>', 'stops at this many tokens', whole(0, 1e15))
    .action(act(async () => (await import('./commands/budget.js')).budget));
  onLoop('observe', 'leave a note for the next, or a later, iteration')
    .option('--file <path>', 'the file it is about')
    .option('--note <text>', 'the note, one line')
    .option('--iteration <n>', 'iteration it waits for', whole(1, 100))
    .action(act(async () => (await import('./commands/observe.js')).observe));
  onLoop('report', 'the report of a loop, from the knowledge base alone')
    .option('--format <format>', 'md or json (default: md)')
    .option('--output <file>', 'write it there instead of stdout')
    .action(act(async () => (await import('./commands/report.js')).report));
}
