import type { OverrideRow } from '../kb/streams';
import { fingerprintOf } from './finding';

/** A finding that a person dismissed, with the decision that did it. */
export interface Dismissal {
  /** `dismissalPrint` of the finding. */
  fingerprint: string;
  title: string;
  /** The code it was found in, see `CodeContext`. */
  context_sha256: string;
  by: DismissedBy;
}

/** Who dismissed a finding, as it stands in rows and reports. */
export interface DismissedBy {
  reason: string;
  by: string | null;
  /** ISO UTC of the decision. */
  ts: string;
  /** Key of the override. */
  key: string;
}

/** What a person's `reject` of a file dismissed. */
export interface RejectedFile {
  /** The file as the person saw it; null where no review and no sweep had read it. */
  contentSha256: string | null;
  dismissals: Dismissal[];
}

/**
 * What was found, in which file and on which text. Unlike a finding's fingerprint it does not count which of several
 * equal texts is meant: the code around tells them apart, and stays the same when another one comes or goes.
 */
export function dismissalPrint(finding: {
  file: string;
  rule: string | null;
  title: string;
  evidence: string;
}): string {
  const { file, rule, title, evidence } = finding;
  return fingerprintOf({ file, rule: rule ?? title, evidence, nth: 0 });
}

/** The last line of a finding's evidence, 1-based; null where it has no place. */
export function lastLineOf({ line, evidence }: { line: number | null; evidence: string }): number | null {
  return line === null ? null : line + evidence.split('\n').length - 1;
}

/**
 * A file's decisions in the order they were made: each `reject` adds what it dismissed, an `approve` lifts all of it.
 * Other decisions change nothing here.
 */
export function decideFile(before: RejectedFile | undefined, row: OverrideRow): RejectedFile | undefined {
  if (row.decision === 'approve') return undefined;
  if (row.decision !== 'reject') return before;
  const { reason, by, ts, key } = row;
  const added = (row.dismissed ?? []).map(({ fingerprint, title, context_sha256 }): Dismissal => ({
    fingerprint,
    title,
    context_sha256,
    by: { reason, by, ts, key },
  }));
  return {
    contentSha256: row.content_sha256 ?? before?.contentSha256 ?? null,
    dismissals: [...added, ...(before?.dismissals ?? [])],
  };
}

/** A finding as dismissals are looked up for it. */
export interface Dismissable {
  fingerprint: string;
  title: string;
  context_sha256: string;
}

/** `dismissed` while the code is the same; `returned`: it was dismissed and its code has changed since. */
export interface Standing {
  dismissed?: DismissedBy;
  returned?: DismissedBy;
}

/**
 * What a person's decisions say of the findings of one file, in their order. A dismissal whose own code is still there
 * marks no other finding as returned; one whose code is gone marks the finding that stands in its place: the same text
 * in other code, else one with the same title.
 */
export function matchDismissals(found: readonly Dismissable[], dismissals: readonly Dismissal[]): Standing[] {
  const used = new Set<Dismissal>();
  const exact = found.map(({ fingerprint, context_sha256 }) => {
    const same = dismissals.filter(
      (d) => d.fingerprint === fingerprint && d.context_sha256 === context_sha256,
    );
    for (const d of same) used.add(d);
    return same[0];
  });
  return found.map((finding, i) => {
    const dismissal = exact[i];
    if (dismissal) return { dismissed: dismissal.by };
    const unused = dismissals.filter((d) => !used.has(d));
    const earlier =
      unused.find((d) => d.fingerprint === finding.fingerprint) ??
      unused.find((d) => d.title === finding.title);
    if (!earlier) return {};
    for (const d of unused) {
      if (d.fingerprint === earlier.fingerprint && d.context_sha256 === earlier.context_sha256) used.add(d);
    }
    return { returned: earlier.by };
  });
}
