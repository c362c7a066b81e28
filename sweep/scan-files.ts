import { setImmediate as breathe } from 'node:timers/promises';
import { readAhead } from '../source/read-ahead';
import type { RepoIndex } from '../source/repo-index';
import type { Defect } from '../source/rules/defect';
import { refusalOf } from '../source/parsing/refused-texts';
import { findDefects } from '../source/rules/find-defects';
import type { RuleSet } from '../source/rules/rule';
import { maskDefects } from '../source/secrets/mask-defects';
import { maskText } from '../source/secrets/mask-text';
import type { Target } from '../source/snapshot-types';
import { countTests } from '../source/test-count';
import { countLines, type PatternMetric } from './pattern-metrics';

/** What one pass over a sweep's files gives. */
export interface Scan {
  /** By path; only files that have any. Their secrets are masked. */
  defects: Map<string, Defect[]>;
  testCount: number;
  /** Hits by metric name. */
  patterns: Record<string, number>;
  /** Paths of files whose parser died on them, or came to no end: rules over trees saw nothing there. */
  unparsed: string[];
}

/** Files are tried by the parser's own process while those before them are scanned here. */
const AHEAD = 16;

/** Reads every file once: rules, tests and pattern metrics together. Stops when `signal` is aborted. */
export async function scanFiles(
  targets: readonly Target[],
  textOf: (target: Target) => Promise<string>,
  rules: RuleSet,
  index: RepoIndex,
  metrics: readonly PatternMetric[],
  signal: AbortSignal,
): Promise<Scan> {
  const scan: Scan = {
    defects: new Map(),
    testCount: 0,
    patterns: Object.fromEntries(metrics.map((m) => [m.name, 0])),
    unparsed: [],
  };
  for await (const [target, text] of readAhead(targets, AHEAD, textOf)) {
    signal.throwIfAborted();
    // The rules compute; heartbeats and other files of this process need their turn.
    await breathe();
    const { path, language } = target;
    if (refusalOf(text, language) !== undefined) scan.unparsed.push(path);
    const defects = findDefects({ path, text, language, rules, index });
    if (defects.length > 0) scan.defects.set(path, maskDefects(defects, await maskText(text, path)));
    scan.testCount += countTests(text, path, language);
    for (const metric of metrics) {
      if (metric.looksAt(path))
        scan.patterns[metric.name] = (scan.patterns[metric.name] ?? 0) + countLines(text, metric.pattern);
    }
  }
  return scan;
}
