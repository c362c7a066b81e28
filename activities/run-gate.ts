import { Context } from '@temporalio/activity';
import { gateEnvironment } from '../gate/gate-environment';
import { gateSummary, runGate as runCommands } from '../gate/run-gate';
import { wellFormed } from '../failures/well-formed';
import { maskText } from '../source/secrets/mask-text';
import type { GateResult, LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { layOut } from './lay-out';
import { readPlan } from './stored-plan';

/**
 * The build-green gate: the operator's setup and commands, in order, on exactly the iteration's snapshot, in a folder of
 * its own. The last lines of a red command go into the worker's log and, shortened, into the summary.
 */
export async function runGate(
  deps: ActivityDeps,
  args: { ref: LoopRef; snapshotId: string },
): Promise<GateResult> {
  const { gate } = (await readPlan(deps.store, args.ref.planId)).config;
  return withHeartbeat(async (signal) => {
    const dir = await layOut(deps, args.ref, args.snapshotId, signal);
    const { green, results, testFailCount } = await runCommands({
      setup: gate.setup,
      commands: gate.commands,
      dir,
      timeoutMs: gate.timeout_s * 1000,
      env: gateEnvironment(gate.env),
      outputBytes: gate.output_bytes,
      signal,
      onProgress: (what) => Context.current().heartbeat(what),
    });
    const summary = gateSummary(results);
    const red = green === false ? results.at(-1) : undefined;
    if (red) {
      const tail = (await maskText(red.tail)).text;
      deps.log(`gate red: ${tail}`);
      const lastLine = tail.trim().split('\n').at(-1) ?? '';
      summary.push(wellFormed(`${summary.pop() ?? red.command}: ${lastLine}`, 500));
    }
    return { green, summary: summary.map((line) => wellFormed(line, 500)), testFailCount };
  });
}
