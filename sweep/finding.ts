import { createHash } from 'node:crypto';
import type { FindingRow } from '../kb/streams';
import { withoutMaskNumbers } from '../review/secret-span';

/** A finding as a sweep sees it, before it has a status. */
export type Finding = Pick<
  FindingRow,
  'id' | 'severity' | 'file' | 'line' | 'title' | 'evidence' | 'phase' | 'rule' | 'source' | 'fingerprint'
>;

/** A finding with what became of it since the sweep before, and what a person decided on it. */
export type FollowedFinding = Finding &
  Pick<FindingRow, 'status' | 'first_seen_sweep' | 'dismissed' | 'dismissed_before'>;

/**
 * What makes a finding the same one in a later sweep: what was found, in which file, on which text (white space
 * folded, masked secrets by their kind), and which of several such texts. The line is no part of it: code moves.
 */
export function fingerprintOf(parts: { file: string; rule: string; evidence: string; nth: number }): string {
  const folded = withoutMaskNumbers(parts.evidence).replaceAll(/\s+/g, ' ').trim();
  return createHash('sha256').update([parts.file, parts.rule, folded, parts.nth].join('\n')).digest('hex');
}

/** Id of a finding outside any phase. */
export function findingId(fingerprint: string): string {
  return `S-${fingerprint.slice(0, 12)}`;
}

/** A row's finding, without what became of it. */
export function findingOf(row: Finding): Finding {
  const { id, severity, file, line, title, evidence, phase, rule, source, fingerprint } = row;
  return { id, severity, file, line, title, evidence, phase, rule, source, fingerprint };
}
