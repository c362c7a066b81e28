import { git, splitZ, type GitPlace } from './git';

/** A leaf of a commit's tree. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` (symlink), `160000` (submodule). */
  mode: string;
  oid: string;
  /** null for a submodule. */
  bytes: number | null;
  /** Raw name. */
  path: Buffer;
}

/** All leaves of a commit's tree. Throws `RepositoryError`. */
export async function listTree(place: GitPlace, commit: string, signal?: AbortSignal): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', commit];
  const output = await git(place, args, signal === undefined ? {} : { signal });
  return splitZ(output).map((record) => {
    const tab = record.indexOf(9);
    const [mode = '', , oid = '', size = '-'] = record.subarray(0, tab).toString('latin1').split(/ +/);
    return {
      mode,
      oid,
      bytes: size === '-' ? null : Number(size),
      path: Buffer.from(record.subarray(tab + 1)),
    };
  });
}
