import { constants } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { inLanes } from '../source/in-lanes';
import type { ContentStore } from '../source/content-store';
import { isInside, rawPathOf } from '../source/snapshot-path';
import { readFileOf } from '../source/snapshot-read';
import type { Snapshot, SnapshotFile } from '../source/snapshot-types';
import { TypedFailure } from '../failures/table';
import { ensurePrivateDir } from '../kb/state-dir';
import { storeFailure } from '../kb/store-failure';
import { shareObjects, type ObjectSource } from './share-objects';

export interface LayOut {
  snapshot: Snapshot;
  store: ContentStore;
  stateDir: string;
  loopId: string;
  iteration: number;
  /** Where the commit's objects lie; null, or a snapshot without commit: a plain tree. */
  source: ObjectSource | null;
  signal?: AbortSignal;
}

/**
 * Lays a snapshot out as a fresh folder `<stateDir>/gate/<loop>-i<N>` for the operator's commands: exactly the
 * snapshot's bytes (no filters, no line end conversion, links left out), as a git checkout of its commit that shares
 * the repository's objects. What lay there before, and the folders of the loop's other iterations, are removed.
 * Returns the folder. Throws `StoreError`, `SnapshotLost`, `RepositoryError`.
 */
export async function layOutSnapshot(args: LayOut): Promise<string> {
  const { snapshot, store, signal } = args;
  const gate = join(args.stateDir, 'gate');
  ensurePrivateDir(gate);
  const loop = folderName(args.loopId);
  await removeEarlier(gate, loop);
  const dir = join(gate, `${loop}-i${args.iteration}`);
  await mkdir(dir, { mode: 0o700 });
  if (args.source !== null && snapshot.commit !== null)
    await shareObjects(args.source, snapshot.commit, dir, signal);
  await inLanes(snapshot.files, 8, async (file) => {
    signal?.throwIfAborted();
    await writeOut(dir, file, await readFileOf(store, file));
  });
  return dir;
}

async function writeOut(dir: string, file: SnapshotFile, bytes: Buffer): Promise<void> {
  const raw = rawPathOf(file);
  if (!isInside(raw))
    throw new TypedFailure(
      'RepositoryError',
      `Snapshot names ${JSON.stringify(file.path)}, expected a path inside the repository.`,
    );
  const path = Buffer.concat([Buffer.from(`${dir}/`), raw]);
  const slash = path.lastIndexOf('/');
  try {
    await mkdir(path.subarray(0, slash), { recursive: true });
    // The folder is new and has no links: O_EXCL keeps it so.
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
    const handle = await open(
      path,
      O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW,
      file.exec === true ? 0o755 : 0o644,
    );
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw storeFailure('lay out', join(dir, file.path), cause);
  }
}

/** Folders of the loop's iterations before: builds leave much behind. */
async function removeEarlier(gate: string, loop: string): Promise<void> {
  for (const name of await readdir(gate)) {
    if (name.startsWith(`${loop}-i`) && /^\d+$/.test(name.slice(loop.length + 2))) {
      await rm(join(gate, name), { recursive: true, force: true });
    }
  }
}

/** A loop id as a folder name; ids of other shapes are told apart by a hash. */
function folderName(loopId: string): string {
  if (/^[\w][\w.-]{0,99}$/.test(loopId)) return loopId;
  const hash = createHash('sha256').update(loopId).digest('hex').slice(0, 12);
  return `${loopId
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\W+/, '')
    .slice(0, 60)}-${hash}`;
}
