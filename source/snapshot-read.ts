import type { ContentStore } from './content-store';
import type { Snapshot, SnapshotFile } from './snapshot-types';

/** Manifests are asked for once per file of an iteration; the last few stay parsed. */
const KEPT = 4;
const parsed = new Map<string, Promise<Snapshot>>();

/** A snapshot by its id; shared between callers, so read only. Throws `SnapshotLost` where this worker's store lacks it. */
export function readSnapshot(store: ContentStore, id: string): Promise<Snapshot> {
  const key = `${store.dir}\n${id}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const reading = store.getJson<Snapshot>(id);
  parsed.set(key, reading);
  for (const oldest of [...parsed.keys()].slice(0, -KEPT)) parsed.delete(oldest);
  // A store that is mounted later must be asked again.
  reading.catch(() => parsed.delete(key));
  return reading;
}

/** Bytes of a snapshot's file. Throws `SnapshotLost`. */
export function readFileOf(store: ContentStore, file: Pick<SnapshotFile, 'sha256'>): Promise<Buffer> {
  return store.get(file.sha256);
}
