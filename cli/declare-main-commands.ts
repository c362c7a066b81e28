import type { Command } from 'commander';
import { failOnFlag, repeated, withCommonFlags, withLoopFlags } from './flags';
import type { Act } from './program';

/** Commands that start services, workers and reviews. */
export function declareMainCommands(program: Command, act: Act): void {
  withLoopFlags(program.command('run'))
    .argument('[repo]', 'path or git URL (default: the working directory)')
    .description(
      'review a repository: starts or re-attaches to its loop, shows progress, ends with the report',
    )
    .addOption(failOnFlag())
    .action(act(async () => (await import('./commands/run.js')).run));
  withLoopFlags(program.command('dev'))
    .description('the services alone, until Ctrl-C; flags are the defaults of loops started there')
    .action(act(async () => (await import('./commands/dev.js')).dev));
  withLoopFlags(program.command('worker'))
    .description('a worker for an existing Temporal; flags are the defaults of loops it opens')
    .option('--only <groups>', 'review, model, build; separated by commas (default: all)', repeated)
    .option('--address <host:port>', 'the Temporal (default: TEMPORAL_ADDRESS or the profile)')
    .action(act(async () => (await import('./commands/worker.js')).worker));
  withLoopFlags(program.command('start'))
    .argument('[repo]', 'path or git URL (default: the working directory)')
    .description('start or re-attach to a loop where services run already; prints its id')
    .option('--wait', 'wait for its end, and end with its exit code')
    .addOption(failOnFlag())
    .action(act(async () => (await import('./commands/start.js')).start));
  withLoopFlags(program.command('review'))
    .argument('<files...>', 'files of one repository')
    .description('review single files once')
    .addOption(failOnFlag())
    .action(act(async () => (await import('./commands/review.js')).review));
  withLoopFlags(program.command('sweep'))
    .argument('[repo]', 'path or git URL (default: the working directory)')
    .description('one sweep: findings and metrics, no review')
    .addOption(failOnFlag())
    .action(act(async () => (await import('./commands/sweep.js')).sweep));
  withLoopFlags(program.command('doctor'))
    .description('check this machine, the configuration and the services')
    .action(act(async () => (await import('./commands/doctor.js')).doctor));
  withCommonFlags(program.command('init'))
    .description('write a scrum.toml into the repository')
    .action(act(async () => (await import('./commands/init.js')).init));
}
