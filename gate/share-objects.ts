import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { git, workTreeAt, type GitPlace } from '../forge/git';
import { errorCode } from '../kb/store-failure';

/** A repository whose objects a laid-out tree borrows. */
export type ObjectSource = GitPlace;

/**
 * Makes `dir` a repository of its own at `commit`, with the tags of `source` and its objects by reference: none is
 * copied, no hook, filter or setting of `source` comes along. The index is that of the commit; no file is written.
 * Throws `RepositoryError`.
 */
export async function shareObjects(
  source: ObjectSource,
  commit: string,
  dir: string,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const place = workTreeAt(dir);
  const format = commit.length === 64 ? ['--object-format=sha256'] : [];
  const path = async (name: string) =>
    resolve(
      source.workTree ?? source.gitDir,
      (await git(source, ['rev-parse', '--git-path', name], options)).toString('utf8').replace(/\n$/, ''),
    );
  await git(null, ['init', '--quiet', '--template=', ...format, '--end-of-options', dir], options);
  const info = join(place.gitDir, 'objects', 'info');
  await mkdir(info, { recursive: true });
  await writeFile(join(info, 'alternates'), `${alternate(await path('objects'))}\n`);
  await copyShallow(await path('shallow'), join(place.gitDir, 'shallow'));
  await git(place, ['update-ref', '--no-deref', 'HEAD', commit], options);
  const tags = await git(
    source,
    ['for-each-ref', '--format=create %(refname) %(objectname)', 'refs/tags'],
    options,
  );
  if (tags.length > 0) await git(place, ['update-ref', '--stdin'], { ...options, input: tags });
  await git(place, ['read-tree', commit], options);
}

/** A path as `objects/info/alternates` wants it: quoted as in C where a line could not hold it. */
function alternate(path: string): string {
  return /^["#]|\n/.test(path) ? JSON.stringify(path) : path;
}

/** A shallow repository says where its history ends; without that, its parents seem lost. */
async function copyShallow(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT') throw cause;
  }
}
