import { CommanderError, type Command } from 'commander';
import type { Environment } from '../config/environment';
import { applyTwins } from './apply-twins';
import type { Action } from './command-context';
import { EXIT } from './exit-codes';
import { failureExit } from './failure-exit';
import type { Flags } from './flags';
import { Io, type Sink } from './io';
import { buildProgram } from './program';

export interface CliWorld {
  env: Environment;
  cwd: string;
  stdout: Sink;
  stderr: Sink;
}

/** Runs one command line (without node and script) and resolves to its exit code; never throws. */
export async function runCli(argv: readonly string[], world: CliWorld): Promise<number> {
  let code: number = EXIT.done;
  let io = new Io(world.stdout, world.stderr, {}, world.env);
  const act = (load: () => Promise<Action>) => {
    return async (...parameters: unknown[]): Promise<void> => {
      // commander passes the declared arguments, the options, and the command.
      const command = parameters.at(-1) as Command;
      applyTwins(command, world.env);
      const flags: Flags = command.opts();
      io = new Io(world.stdout, world.stderr, flags, world.env);
      const action = await load();
      const args = parameters.slice(0, -2) as (string | string[] | undefined)[];
      code = await action({ env: world.env, cwd: world.cwd, flags, io, args });
    };
  };
  try {
    await buildProgram(act, world).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version end with 0; every other word of commander is about usage. It has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const ended = failureExit(error);
    for (const line of ended.lines) io.error(line);
    return ended.code;
  }
}
