import { git, splitZ, type GitPlace } from './git';

/** A name of the working tree. */
export interface ListedFile {
  /** Raw name; a repository of its own that is not tracked ends in `/`. */
  path: Buffer;
  /** Mode and object of the index; absent for untracked files. */
  mode?: string;
  oid?: string;
  /** Not checked out on purpose (sparse checkout). */
  sparse?: boolean;
}

/**
 * Tracked files, and untracked ones that are not ignored, each once (a conflict stands in the index up to three times).
 * Works without commits. Throws `RepositoryError`.
 */
export async function listWorktree(place: GitPlace, signal?: AbortSignal): Promise<ListedFile[]> {
  const options = signal === undefined ? {} : { signal };
  const tracked = splitZ(await git(place, ['ls-files', '-z', '-t', '--stage', '--full-name'], options));
  const others = ['ls-files', '-z', '--others', '--exclude-standard', '--full-name'];
  const names = new Map<string, ListedFile>();
  for (const record of tracked) {
    const tab = record.indexOf(9);
    const [tag, mode = '', oid = ''] = record.subarray(0, tab).toString('latin1').split(' ');
    const path = Buffer.from(record.subarray(tab + 1));
    names.set(path.toString('latin1'), { path, mode, oid, sparse: tag === 'S' });
  }
  for (const path of splitZ(await git(place, others, options))) {
    names.set(path.toString('latin1'), { path: Buffer.from(path) });
  }
  return [...names.values()];
}
