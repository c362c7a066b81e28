import type { FindingRow } from '../kb/streams';
import { findingOf, type Finding, type FollowedFinding } from './finding';

/**
 * What became of each finding since the sweep before: there now → `open`, or `regressed` where it was fixed before;
 * gone → `fixed` (also in every later sweep, so that a return is noticed).
 */
export function followFindings(
  now: readonly Finding[],
  before: readonly FindingRow[],
  sweepId: string,
): FollowedFinding[] {
  const earlier = new Map(before.map((row) => [row.fingerprint, row]));
  const present = new Set(now.map((finding) => finding.fingerprint));
  const found = now.map((finding): FollowedFinding => {
    const known = earlier.get(finding.fingerprint);
    const status = known && known.status !== 'open' ? 'regressed' : 'open';
    return {
      ...finding,
      id: known?.id ?? finding.id,
      status,
      first_seen_sweep: known?.first_seen_sweep ?? sweepId,
    };
  });
  const gone = before
    .filter((row) => !present.has(row.fingerprint))
    .map((row): FollowedFinding => ({
      ...findingOf(row),
      first_seen_sweep: row.first_seen_sweep,
      status: 'fixed',
    }));
  return withUniqueIds([...found, ...gone]);
}

/** Findings that stand now; fixed ones are kept in the stream but counted in nothing. */
export function standing<T extends { status: FindingRow['status'] }>(findings: readonly T[]): T[] {
  return findings.filter((finding) => finding.status !== 'fixed');
}

/** Findings that count: those that stand and that no person dismissed. */
export function counting<T extends Pick<FindingRow, 'status' | 'dismissed'>>(findings: readonly T[]): T[] {
  return standing(findings).filter((finding) => finding.dismissed === undefined);
}

/** Two findings under one id would be one row: the later one gets the digits of its own fingerprint. */
function withUniqueIds(findings: FollowedFinding[]): FollowedFinding[] {
  const used = new Set<string>();
  return findings.map((finding) => {
    const id = used.has(finding.id) ? `S-${finding.fingerprint.slice(12, 24)}` : finding.id;
    used.add(id);
    return { ...finding, id };
  });
}
