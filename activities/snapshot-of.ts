import { readSnapshot } from '../source/snapshot';
import type { Snapshot } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';

let latest: { id: string; snapshot: Promise<Snapshot> } | undefined;

/** The manifest of a snapshot; the one in use is kept in memory. */
export function snapshotOf(deps: ActivityDeps, snapshotId: string): Promise<Snapshot> {
  if (latest?.id === snapshotId) return latest.snapshot;
  const snapshot = readSnapshot(deps.store, snapshotId);
  latest = { id: snapshotId, snapshot };
  // A manifest that could not be read is asked for again.
  snapshot.catch(() => {
    latest = undefined;
  });
  return snapshot;
}
