import type { MetricsRow } from '../kb/streams';

type Trajectory = Pick<
  MetricsRow,
  | 'findings_total'
  | 'findings_dismissed'
  | 'test_count'
  | 'grep_hits_unimplemented'
  | 'grep_hits_pseudo'
  | 'dead_code_markers'
>;

/** Change of one number for the better (1), for the worse (-1), or neither. */
function change(now: number | null, before: number | null, better: 'less' | 'more'): number {
  if (now === null || before === null) return 0;
  return Math.sign(better === 'less' ? before - now : now - before);
}

/** Those that a person dismissed too: to dismiss a finding improves no code. */
function allFindings({
  findings_total: total,
  findings_dismissed: dismissed = 0,
}: Trajectory): number | null {
  return total === null ? null : total + dismissed;
}

/**
 * Whether a sweep is better than the one before: fewer findings, fewer markers or more tests, and none of them worse.
 * An iteration that does not improve is a result too.
 */
export function improvedOn(now: Trajectory, before: Trajectory): boolean {
  const changes = [
    change(allFindings(now), allFindings(before), 'less'),
    change(now.grep_hits_unimplemented, before.grep_hits_unimplemented, 'less'),
    change(now.grep_hits_pseudo, before.grep_hits_pseudo, 'less'),
    change(now.dead_code_markers, before.dead_code_markers, 'less'),
    change(now.test_count, before.test_count, 'more'),
  ];
  return changes.some((c) => c > 0) && !changes.some((c) => c < 0);
}
