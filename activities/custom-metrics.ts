import { gateEnvironment } from '../gate/gate-environment';
import { runCommand } from '../gate/run-command';
import type { MetricsRow } from '../kb/streams';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { layOut } from './lay-out';
import type { StoredPlan } from './stored-plan';

/**
 * The operator's own metrics (`[[sweep.metrics]]`): lines a pattern hits, or the number a command prints, and whether
 * the target was met. A command that fails or prints no number measured nothing: null.
 */
export async function customMetrics(
  deps: ActivityDeps,
  plan: StoredPlan,
  ref: LoopRef,
  snapshotId: string,
  patterns: Readonly<Record<string, number>>,
  signal: AbortSignal,
): Promise<MetricsRow['custom']> {
  const { metrics } = plan.config.sweep;
  const dir = metrics.some((metric) => metric.command) ? await layOut(deps, ref, snapshotId, signal) : '';
  const custom: MetricsRow['custom'] = {};
  for (const { name, command, target } of metrics) {
    const value = command
      ? await printedNumber(deps, plan, command, dir, signal)
      : (patterns[`custom:${name}`] ?? null);
    const met = value === null || target === undefined ? null : value <= target;
    custom[name] = { value, target: target ?? null, met };
  }
  return custom;
}

async function printedNumber(
  deps: ActivityDeps,
  plan: StoredPlan,
  command: string,
  cwd: string,
  signal: AbortSignal,
): Promise<number | null> {
  const { gate } = plan.config;
  const env = gateEnvironment(gate.env);
  const result = await runCommand({
    command,
    cwd,
    env,
    timeoutMs: gate.timeout_s * 1000,
    outputBytes: gate.output_bytes,
    signal,
  });
  const printed = /-?\d+(?:\.\d+)?/.exec(result.output.trim());
  if (result.exitCode === 0 && printed) return Number(printed[0]);
  deps.log(
    `metric command ${command} measured nothing: exit ${result.exitCode ?? result.signal ?? '?'}, ${result.tail.slice(-200)}`,
  );
  return null;
}
