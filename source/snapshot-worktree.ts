import type { GitPlace } from '../forge/git';
import { listWorktree } from '../forge/list-worktree';
import { listTree } from '../forge/tree';
import type { ContentStore } from './content-store';
import { inLanes } from './in-lanes';
import { Folders } from './snapshot-folders';
import { shownPath } from './snapshot-path';
import type { SnapshotDisk } from './snapshot-read-file';
import type { StatCache } from './snapshot-stat-cache';
import { takeFile } from './snapshot-take-file';
import type { Omission, SnapshotFile } from './snapshot-types';

/** Reads under way at once: enough to hide latency, and eight times the cap stays in memory. */
const LANES = 8;

export interface WorktreeRead {
  place: GitPlace;
  root: string;
  /** HEAD; null without commits. */
  commit: string | null;
  store: ContentStore;
  cache: StatCache;
  disk: SnapshotDisk;
  /** Largest file stored, in bytes. */
  maxFileBytes: number;
  /** Folders of the repository that are never part (the state directory): raw names as Latin-1, with `/` at the end. */
  hidden: string[];
  signal?: AbortSignal;
}

export interface TreeRead {
  files: SnapshotFile[];
  omitted: Omission[];
  dirty: boolean;
  /** Files whose bytes were read, not remembered. */
  read: number;
}

/**
 * Tracked and untracked-not-ignored files of the working tree, as they lie on disk. What cannot be taken is an
 * omission, deleted files are skipped. Throws `RepositoryError` for the repository as a whole, `StoreError`.
 */
export async function readWorktree(args: WorktreeRead): Promise<TreeRead> {
  const head = args.commit === null ? [] : await listTree(args.place, args.commit, args.signal);
  const unseen = new Map(head.map((entry) => [entry.path.toString('latin1'), entry]));
  const result: TreeRead = { files: [], omitted: [], dirty: false, read: 0 };
  const folders = new Folders(Buffer.from(args.root), args.disk.stat);
  await inLanes(await listWorktree(args.place, args.signal), LANES, async (listed) => {
    args.signal?.throwIfAborted();
    const name = listed.path.toString('latin1');
    const entry = unseen.get(name);
    const shown = shownPath(listed.path);
    if (args.hidden.some((folder) => name.startsWith(folder))) {
      // Tracked there by the repository itself: left out, and said.
      if (listed.mode !== undefined) result.omitted.push({ path: shown.path, reason: 'excluded' });
      unseen.delete(name);
      return;
    }
    const taken = await takeFile(args, folders, listed, entry);
    // What is gone stays unseen, and so makes the tree dirty, unless it was never checked out.
    if (taken.kind !== 'gone' || listed.sparse === true) unseen.delete(name);
    if (taken.kind === 'gone') return;
    result.dirty ||= taken.changed;
    if (taken.kind === 'omitted') result.omitted.push({ path: shown.path, reason: taken.reason });
    else {
      result.read += taken.read ? 1 : 0;
      result.files.push({ ...shown, ...taken.file });
    }
  });
  return { ...result, dirty: result.dirty || unseen.size > 0 };
}
