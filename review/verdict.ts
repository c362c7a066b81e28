import { DEFECT_LISTS, groundedIn } from './entries';
import type { ForensicReport } from './forensic-report';
import { VERDICTS, type Verdict } from './vocabulary';

/**
 * The program's own verdict on a grounded report: `fail` with a critical failure or without any verified component, else
 * `needs_patch` with any other defect or required action, else `pass`. Entries that are not grounded count for nothing.
 */
export function judge(report: ForensicReport): Verdict {
  if (groundedIn(report, 'critical_failures').length > 0) return 'fail';
  if (groundedIn(report, 'verified_components').length === 0) return 'fail';
  const open = [...DEFECT_LISTS, 'required_next_actions' as const].some(
    (list) => groundedIn(report, list).length > 0,
  );
  return open ? 'needs_patch' : 'pass';
}

/** The worse of two verdicts; null (none was given) gives way to any. */
export function lowerVerdict(a: Verdict, b: Verdict | null): Verdict;
export function lowerVerdict(a: Verdict | null, b: Verdict | null): Verdict | null;
export function lowerVerdict(a: Verdict | null, b: Verdict | null): Verdict | null {
  if (a === null || b === null) return a ?? b;
  return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}

/**
 * The verdict of the record: the lower of the program's and the model's, never raised; a grounded critical failure of the
 * embedded reviewer makes it `fail`.
 */
export function recordVerdict(report: ForensicReport, staticReport: ForensicReport | null): Verdict {
  const foundBeside = staticReport !== null && groundedIn(staticReport, 'critical_failures').length > 0;
  return lowerVerdict(judge(report), foundBeside ? 'fail' : report.verdict);
}
