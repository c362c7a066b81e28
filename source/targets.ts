import { inLanes } from './in-lanes';
import { languageOf } from './languages';
import { omitByContent } from './omit-by-content';
import { omitByName } from './omit-by-name';
import { isSecretStoreName, isSecretStoreText } from './secrets/secret-stores';
import { matchablePath } from './snapshot-path';
import {
  OMISSION_REASONS,
  type Omission,
  type OmissionReason,
  type Snapshot,
  type SnapshotFile,
  type Target,
} from './snapshot-types';
import { boundsOf, type Bounds, type TargetBounds } from './targets-bounds';
import { orderTargets, type NamedByFinding, type PreviousReview } from './targets-order';

export interface SelectTargets extends TargetBounds {
  snapshot: Snapshot;
  /** Larger files are left out, in bytes. Default 1 MiB. */
  maxBytes?: number;
  /** Findings of the last sweep or an import. */
  findings: readonly NamedByFinding[];
  /** Reviews of the previous iteration. */
  previous: readonly PreviousReview[];
  /** Files that hold nothing but secrets are targets too. */
  sendSecretStores?: boolean;
  /** Paths a person took out of the loop. */
  skipped: readonly string[];
  /** Bytes of a file of the snapshot. */
  read: (file: SnapshotFile) => Promise<Buffer>;
}

export interface SelectedTargets {
  targets: Target[];
  /** What is in the snapshot or was left out of it and is no target, each with its reason, by path. */
  omissions: Omission[];
}

/**
 * Chooses what an iteration reviews, and in which order. The same input gives the same list. Throws what `read` throws
 * (`SnapshotLost`).
 */
export async function selectTargets(args: SelectTargets): Promise<SelectedTargets> {
  const bounds = boundsOf(args);
  const named = new Set(args.findings.map(({ path }) => path));
  const skipped = new Set(args.skipped);
  const maxBytes = args.maxBytes ?? 1_048_576;
  const guarded = args.sendSecretStores !== true;
  const judged = await inLanes(args.snapshot.files, 8, async (file): Promise<Target | Omission> => {
    const path = matchablePath(file);
    const language = bounds.language(path) ?? (named.has(file.path) ? 'text' : undefined);
    const reason =
      bounds.outside(path) ??
      (skipped.has(file.path) ? 'skipped_by_override' : undefined) ??
      omitByName(path, bounds.globs) ??
      (guarded && isSecretStoreName(path) ? 'secret_store' : undefined) ??
      (language === undefined ? 'unknown_language' : undefined) ??
      (file.bytes === 0 ? 'empty' : undefined) ??
      (file.bytes > maxBytes ? 'too_large' : undefined) ??
      omitByText(path, await args.read(file), language ?? 'text', guarded);
    if (reason !== undefined) return { path: file.path, reason };
    return { path: file.path, sha256: file.sha256, bytes: file.bytes, language: language ?? 'text' };
  });
  const targets = judged.filter((one) => 'sha256' in one);
  const omissions = judged.filter((one) => 'reason' in one);
  const outOfSnapshot = args.snapshot.omitted.map((omission) => inBounds(omission, bounds));
  return {
    targets: orderTargets(targets, args.iteration, args.findings, args.previous),
    omissions: [...omissions, ...outOfSnapshot].sort((a, b) =>
      a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
    ),
  };
}

function omitByText(
  path: string,
  bytes: Buffer,
  language: string,
  guarded: boolean,
): OmissionReason | undefined {
  const reason = omitByContent(bytes, language);
  if (reason !== undefined || !guarded) return reason;
  return isSecretStoreText(path, bytes.toString('utf8')) ? 'secret_store' : undefined;
}

/** What the snapshot left out keeps its reason, unless it lies out of bounds anyway. */
function inBounds(omission: Omission, bounds: Bounds): Omission {
  const outside = bounds.outside(omission.path);
  if (outside !== undefined) return { path: omission.path, reason: outside };
  // A large image was never going to be reviewed: what is worth telling is its kind.
  if (omission.reason !== 'too_large' || languageOf(omission.path) !== undefined) return omission;
  return { path: omission.path, reason: 'unknown_language' };
}

/** Number of omissions by reason, in the order of `OMISSION_REASONS`; only reasons that occur. */
export function countOmissions(omissions: readonly Omission[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of omissions) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries(
    OMISSION_REASONS.flatMap((r) => (counts.has(r) ? [[r, counts.get(r) ?? 0]] : [])),
  );
}
