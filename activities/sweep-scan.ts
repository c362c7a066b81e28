import picomatch from 'picomatch';
import { DEFAULT_PATTERNS, type PatternMetric } from '../sweep/pattern-metrics';
import { scanFiles, type Scan } from '../sweep/scan-files';
import type { Target } from '../source/snapshot-types';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { readTarget } from './read-target';
import { rulesOf, snapshotIndex } from './snapshot-index';
import { readPlan } from './stored-plan';

let latest: { key: string; scan: Scan } | undefined;

/** The scan of a snapshot's files; one that was just made (an unchanged repository, the next iteration) is used again. */
export async function sweepScan(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<Scan> {
  const rules = await rulesOf(deps, ref);
  const paths = targets.map((target) => target.path).toSorted();
  const key = JSON.stringify([ref.planId, snapshotId, rules.sha256, paths]);
  if (latest?.key === key) return latest.scan;
  const { config } = await readPlan(deps.store, ref.planId);
  const own = config.sweep.metrics.flatMap((metric): PatternMetric[] => {
    if (metric.pattern === undefined) return [];
    return [
      { name: `custom:${metric.name}`, pattern: new RegExp(metric.pattern), looksAt: globs(metric.paths) },
    ];
  });
  const defaults = Object.entries(DEFAULT_PATTERNS).map(([name, pattern]) => ({
    name,
    pattern,
    looksAt: () => true,
  }));
  const textOf = async (target: Target): Promise<string> => (await readTarget(deps, target)).text;
  const scan = await scanFiles(
    targets,
    textOf,
    rules,
    await snapshotIndex(deps, snapshotId),
    [...defaults, ...own],
    signal,
  );
  latest = { key, scan };
  return scan;
}

function globs(patterns: readonly string[]): (path: string) => boolean {
  return patterns.length === 0 ? () => true : picomatch([...patterns], { dot: true });
}
