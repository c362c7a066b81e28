import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../config/package-root';
import { wellFormed } from '../failures/well-formed';
import type { Action } from './command-context';
import { declareKbCommands } from './declare-kb-commands';
import { declareLoopCommands } from './declare-loop-commands';
import { declareMainCommands } from './declare-main-commands';
import type { Sink } from './io';

/** Turns a lazily loaded action into what commander calls. */
export type Act = (load: () => Promise<Action>) => (...parameters: unknown[]) => Promise<void>;

const AFTER = `
Every flag has an environment twin: SCRUM_MAX_COST=5 is --max-cost 5.
Exit codes: 0 done, 1 --fail-on was met, 2 usage or configuration, 3 incomplete, 4 Temporal cannot be reached, 130 interrupted.`;

/** All commands. Actions are loaded only when their command runs: `--help` stays quick. */
export function buildProgram(act: Act, sinks: { stdout: Sink; stderr: Sink }): Command {
  const program = new Command('scrum-loop')
    .description(
      'The durable adversarial review loop: iterations of grounded code review as a Temporal workflow.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void sinks.stdout.write(wellFormed(text, Infinity)),
      writeErr: (text) => void sinks.stderr.write(wellFormed(text, Infinity)),
    })
    .showHelpAfterError('(--help shows commands and flags)')
    .version(versionOf(), '-V, --version')
    .addHelpText('after', AFTER);
  declareMainCommands(program, act);
  declareLoopCommands(program, act);
  declareKbCommands(program, act);
  return program;
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
