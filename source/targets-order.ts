import { SEVERITIES, type Severity, type Verdict } from '../review/vocabulary';

/** A finding of the last sweep, as far as it orders targets. */
export interface NamedByFinding {
  path: string;
  severity: Severity;
}

/** What the previous iteration said of a file; verdict null: inconclusive or without one. */
export interface PreviousReview {
  path: string;
  verdict: Verdict | null;
  missing_components_count: number;
}

/** Worst first: what the last iteration doubted most is reviewed first. */
const VERDICT_ORDER: readonly (Verdict | null)[] = ['fail', 'needs_patch', null, 'pass'];

/**
 * Puts targets into the order of their review. Iteration 1: files named by findings, the gravest first, then the rest
 * by path. Later: by the previous verdict, then by missing components (most first), then by path; a file without a
 * previous review stands with the inconclusive ones.
 */
export function orderTargets<T extends { path: string }>(
  targets: readonly T[],
  iteration: number,
  findings: readonly NamedByFinding[],
  previous: readonly PreviousReview[],
): T[] {
  const rank = iteration <= 1 ? bySeverity(findings) : byVerdict(previous);
  return targets
    .map((target) => ({ target, rank: rank(target.path) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || compare(a.target.path, b.target.path))
    .map(({ target }) => target);
}

type Rank = (path: string) => [number, number];

function bySeverity(findings: readonly NamedByFinding[]): Rank {
  const worst = new Map<string, number>();
  for (const { path, severity } of findings) {
    worst.set(path, Math.max(worst.get(path) ?? 0, SEVERITIES.indexOf(severity)));
  }
  return (path) => {
    const severity = worst.get(path);
    return [severity === undefined ? SEVERITIES.length : SEVERITIES.length - 1 - severity, 0];
  };
}

function byVerdict(previous: readonly PreviousReview[]): Rank {
  const reviews = new Map(previous.map((review) => [review.path, review]));
  return (path) => {
    const review = reviews.get(path);
    return [VERDICT_ORDER.indexOf(review?.verdict ?? null), -(review?.missing_components_count ?? 0)];
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
