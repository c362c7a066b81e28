import { catFiles } from '../forge/cat-file';
import type { GitPlace } from '../forge/git';
import { listTree, type TreeEntry } from '../forge/tree';
import type { ContentStore } from './content-store';
import { isInside, shownPath } from './snapshot-path';
import type { OmissionReason } from './snapshot-types';
import type { TreeRead } from './snapshot-worktree';

export interface CommitRead {
  place: GitPlace;
  commit: string;
  store: ContentStore;
  /** Largest file stored, in bytes. */
  maxFileBytes: number;
  signal?: AbortSignal;
}

/** The files of a commit's tree, their bytes as the repository holds them: no filter, no line end conversion. Throws `RepositoryError`, `StoreError`. */
export async function readCommit({
  place,
  commit,
  store,
  maxFileBytes,
  signal,
}: CommitRead): Promise<TreeRead> {
  const result: TreeRead = { files: [], omitted: [], dirty: false, read: 0 };
  const omit = (entry: TreeEntry, reason: OmissionReason) =>
    result.omitted.push({ path: shownPath(entry.path).path, reason });
  const wanted = new Map<string, TreeEntry[]>();
  for (const entry of await listTree(place, commit, signal)) {
    const reason = reasonOf(entry, maxFileBytes);
    if (reason !== undefined) omit(entry, reason);
    else wanted.set(entry.oid, [...(wanted.get(entry.oid) ?? []), entry]);
  }
  for await (const { oid, content } of catFiles(place, [...wanted.keys()], signal)) {
    const entries = wanted.get(oid) ?? [];
    if (content === null) {
      // A partial clone, or a damaged one.
      for (const entry of entries) omit(entry, 'unreadable');
      continue;
    }
    const sha256 = await store.put(content);
    result.read++;
    for (const entry of entries) {
      const exec = entry.mode === '100755' ? { exec: true } : {};
      result.files.push({ ...shownPath(entry.path), sha256, bytes: content.length, ...exec });
    }
  }
  return result;
}

function reasonOf(entry: TreeEntry, maxFileBytes: number): OmissionReason | undefined {
  if (entry.mode === '120000') return 'symlink';
  if (entry.mode === '160000') return 'submodule';
  if (!entry.mode.startsWith('100') || !isInside(entry.path)) return 'special_file';
  return entry.bytes !== null && entry.bytes > maxFileBytes ? 'too_large' : undefined;
}
