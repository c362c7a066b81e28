import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';

/** Bytes and text of a target, as the snapshot holds them, cleared for parsing. Throws `SnapshotLost` when they are not on this worker's disk. */
export async function readTarget(
  deps: ActivityDeps,
  target: Target,
): Promise<{ bytes: Buffer; text: string }> {
  const bytes = await deps.store.get(target.sha256);
  const text = bytes.toString('utf8');
  await deps.parsing?.clear(text, target.language, target.path);
  return { bytes, text };
}
