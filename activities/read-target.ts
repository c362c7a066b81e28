import { createHash } from 'node:crypto';
import { TypedFailure } from '../failures/table';
import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';

/** Bytes and text of a target, as the snapshot holds them. Throws `SnapshotLost` when they are not on this worker's disk. */
export async function readTarget(deps: ActivityDeps, target: Target): Promise<{ bytes: Buffer; text: string }> {
  const bytes = await deps.store.get(target.sha256);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== target.sha256) {
    throw new TypedFailure('SnapshotLost', `Content ${target.sha256} in the state directory is damaged: its hash is ${found}.`);
  }
  return { bytes, text: bytes.toString('utf8') };
}
