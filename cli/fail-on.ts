import type { LoopReport } from '../report/loop-report';
import { SEVERITIES, VERDICTS, type Severity, type Verdict } from '../review/vocabulary';
import { counting } from '../sweep/follow-findings';
import type { FailOn } from './flags';

/**
 * Why `--fail-on` is met, one sentence; null when it is not. A severity: an open finding of the last sweep at least
 * that severe, which no person dismissed. A verdict: a file whose last verdict is that bad, or worse.
 */
export function failOnMet(
  what: FailOn | undefined,
  report: Pick<LoopReport, 'findings' | 'results'>,
): string | null {
  if (what === undefined) return null;
  if (isSeverity(what)) {
    const met = counting(report.findings).filter((f) => atLeast(f.severity, what));
    return met.length === 0
      ? null
      : `--fail-on ${what}: ${met.length} open findings of the last sweep are at least that severe.`;
  }
  const met = [...lastVerdicts(report)].filter(
    ([, v]) => v !== null && VERDICTS.indexOf(v) >= VERDICTS.indexOf(what),
  );
  if (met.length === 0) return null;
  const named = met.slice(0, 5).map(([file, verdict]) => `${file} (${verdict ?? ''})`);
  return `--fail-on ${what}: ${met.length} files, among them ${named.join(', ')}.`;
}

/** Whether a severity is `least` or worse. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

export function isSeverity(what: FailOn): what is Severity {
  return (SEVERITIES as readonly string[]).includes(what);
}

/** The last verdict of each file; markdown reviews have none and change none. */
function lastVerdicts({ results }: Pick<LoopReport, 'results'>): Map<string, Verdict | null> {
  const last = new Map<string, Verdict | null>();
  for (const { files } of results) {
    for (const { file, verdict } of files) if (verdict !== null || !last.has(file)) last.set(file, verdict);
  }
  return last;
}
