import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { openWorkTree } from '../forge/check-repository';
import { fetchClone, parseRepo } from '../forge/clone';
import type { GitPlace } from '../forge/git';
import { withoutCredentials } from '../forge/git-failure';
import { findCommit, requireCommit } from '../forge/resolve-commit';
import { ensureStateDir } from '../kb/state-dir';
import { ContentStore } from './content-store';
import { inLanes } from './in-lanes';
import { readCommit } from './snapshot-commit';
import { CommitCache } from './snapshot-commit-cache';
import { byPath } from './snapshot-path';
import { realDisk, type SnapshotDisk } from './snapshot-read-file';
import { StatCache } from './snapshot-stat-cache';
import type { Snapshot } from './snapshot-types';
import { readWorktree, type TreeRead } from './snapshot-worktree';

export { readFileOf, readSnapshot } from './snapshot-read';

export interface TakeSnapshot {
  /** Absolute path of a working tree's root, or a URL. */
  repo: string;
  /** Branch, tag or commit. Absent: a path's working tree as it lies there, a URL's HEAD. */
  ref?: string;
  stateDir: string;
  store: ContentStore;
  signal?: AbortSignal;
  log: (line: string) => void;
  /** Largest file stored, in bytes. Default 8 MiB. */
  maxFileBytes?: number;
  disk?: SnapshotDisk;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export interface TakenSnapshot {
  /** sha256 of the manifest: the same tree has the same id. */
  id: string;
  snapshot: Snapshot;
}

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/**
 * Pins what an iteration reviews: the bytes of every file go to the content store, and so does the list of them. A file
 * that cannot be taken is an omission, never an error for the rest. Throws `RepositoryError`, `InvalidInput`, `StoreError`.
 */
export async function takeSnapshot(args: TakeSnapshot): Promise<TakenSnapshot> {
  ensureStateDir(args.stateDir);
  const parsed = parseRepo(args.repo, process.cwd());
  const repo = parsed.location;
  if (parsed.isUrl) {
    const { place, commit } = await fetchClone(repo, args.ref, args.stateDir, args.signal);
    return commit === null ? keep(args, repo, null, emptyTree()) : ofCommit(args, repo, place, commit);
  }
  const place = openWorkTree(repo);
  if (args.ref === undefined) return ofWorktree(args, repo, place);
  return ofCommit(args, repo, place, await requireCommit(place, args.ref, args.signal));
}

async function ofWorktree(args: TakeSnapshot, repo: string, place: GitPlace): Promise<TakenSnapshot> {
  const cache = await StatCache.open(args.stateDir, repo, (args.now ?? Date.now)());
  const commit = await findCommit(place, 'HEAD', args.signal);
  const tree = await readWorktree({
    place,
    root: repo,
    commit,
    store: args.store,
    cache,
    disk: args.disk ?? realDisk,
    maxFileBytes: args.maxFileBytes ?? MAX_FILE_BYTES,
    hidden: await hiddenFolders(repo, args.stateDir),
    ...(args.signal === undefined ? {} : { signal: args.signal }),
  });
  const taken = await keep(args, repo, commit, tree);
  await cache.save();
  return taken;
}

async function ofCommit(
  args: TakeSnapshot,
  repo: string,
  place: GitPlace,
  commit: string,
): Promise<TakenSnapshot> {
  const { store, signal } = args;
  const maxFileBytes = args.maxFileBytes ?? MAX_FILE_BYTES;
  const cache = new CommitCache(args.stateDir, [repo, commit, maxFileBytes]);
  const known = await cache.find();
  if (known !== undefined && (await store.has(known))) {
    const snapshot = await store.getJson<Snapshot>(known);
    const there = await inLanes(snapshot.files, 16, ({ sha256, bytes }) => store.has(sha256, bytes));
    if (there.every(Boolean)) return { id: known, snapshot };
  }
  const tree = await readCommit({
    place,
    commit,
    store,
    maxFileBytes,
    ...(signal === undefined ? {} : { signal }),
  });
  const taken = await keep(args, repo, commit, tree);
  // A damaged or partial clone may be repaired: then it is read again.
  if (!tree.omitted.some(({ reason }) => reason === 'unreadable')) await cache.remember(taken.id);
  return taken;
}

async function keep(
  args: TakeSnapshot,
  repo: string,
  commit: string | null,
  tree: TreeRead,
): Promise<TakenSnapshot> {
  const snapshot: Snapshot = {
    repo: withoutCredentials(repo),
    commit,
    dirty: tree.dirty,
    files: tree.files.sort(byPath),
    omitted: tree.omitted.sort(byPath),
  };
  const id = await args.store.putJson(snapshot);
  const { files, omitted, dirty } = snapshot;
  args.log(
    `snapshot ${id.slice(0, 12)} of ${snapshot.repo}: ${files.length} files (${tree.read} read), ${omitted.length} left out` +
      `, commit ${commit ?? 'none'}${dirty ? ', with uncommitted changes' : ''}`,
  );
  return { id, snapshot };
}

/** The state directory, wherever in the repository it lies, and the usual name of one. */
async function hiddenFolders(repo: string, stateDir: string): Promise<string[]> {
  const inside = relative(await realpath(repo), await realpath(stateDir))
    .split(sep)
    .join('/');
  const usual = '.scrum-loop/';
  if (inside === '' || inside.startsWith('../') || inside === '..') return [usual];
  return [usual, `${Buffer.from(inside).toString('latin1')}/`];
}

function emptyTree(): TreeRead {
  return { files: [], omitted: [], dirty: false, read: 0 };
}
