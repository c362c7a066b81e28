import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirLock } from '../kb/dir-lock';
import { ensurePrivateDir } from '../kb/state-dir';
import { git, type GitOptions, type GitPlace } from './git';
import { findCommit, requireCommit } from './resolve-commit';

export { parseRepo, type ParsedRepo } from './parse-repo';

/** Transports a clone may use; `ext::` and the like are never among them. */
export const CLONE_PROTOCOLS = 'https:http:ssh:file';
/** Where the remote's HEAD lies in our clone. */
const REMOTE_HEAD = 'refs/scrum/head';
const EVERYTHING = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];

export interface Clone {
  place: GitPlace;
  /** Commit of `ref`, else of the remote's HEAD; null when the remote has no commits. */
  commit: string | null;
}

/**
 * Brings our own bare clone of a URL up to date (`<stateDir>/clones/<hash>`): no hooks, no submodules, no work tree and
 * so no filters. One process at a time fetches. Throws `RepositoryError` when the remote cannot be read or lacks `ref`.
 */
export async function fetchClone(
  url: string,
  ref: string | undefined,
  stateDir: string,
  signal?: AbortSignal,
): Promise<Clone> {
  const clones = join(stateDir, 'clones');
  ensurePrivateDir(clones);
  const place = clonePlace(url, stateDir);
  const dir = place.gitDir;
  const free = await new DirLock(`${dir}.lock`, 900_000).acquire();
  try {
    const options = { ...(await remoteOptions(url, clones)), ...(signal === undefined ? {} : { signal }) };
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await removeStaleLocks(dir);
    // Also completes a clone whose making was killed.
    await git(null, ['init', '--quiet', '--bare', '--template=', '--end-of-options', dir], options);
    const head = await fetchAll(place, url, options);
    if (ref === undefined) return { place, commit: head ? await findCommit(place, REMOTE_HEAD) : null };
    return { place, commit: (await findCommit(place, ref)) ?? (await fetchOne(place, url, ref, options)) };
  } finally {
    free();
  }
}

/** Where our clone of a URL lies, fetched or not. */
export function clonePlace(url: string, stateDir: string): GitPlace {
  return { gitDir: join(stateDir, 'clones', createHash('sha256').update(url).digest('hex').slice(0, 24)) };
}

/** Lock files of a git that was killed would stop every later fetch; the caller holds the clone alone. */
async function removeStaleLocks(dir: string): Promise<void> {
  const top = (await readdir(dir)).map((name) => join(dir, name));
  const refs = top.includes(join(dir, 'refs')) ? await readdir(join(dir, 'refs'), { recursive: true }) : [];
  const locks = [...top, ...refs.map((name) => join(dir, 'refs', name))].filter((path) =>
    path.endsWith('.lock'),
  );
  for (const lock of locks) await rm(lock, { recursive: true, force: true });
}

/** Fetches all branches and tags, and HEAD where the remote has one (an empty remote has none). */
async function fetchAll(place: GitPlace, url: string, options: GitOptions): Promise<boolean> {
  const listed = await git(null, ['ls-remote', '--quiet', '--end-of-options', url, 'HEAD'], options);
  const specs = listed.length === 0 ? EVERYTHING : [`+HEAD:${REMOTE_HEAD}`, ...EVERYTHING];
  await git(
    place,
    ['fetch', '--quiet', '--prune', '--no-write-fetch-head', '--end-of-options', url, ...specs],
    options,
  );
  return listed.length > 0;
}

/** A ref outside branches and tags: a pull request's, or a commit no branch holds. */
async function fetchOne(place: GitPlace, url: string, ref: string, options: GitOptions): Promise<string> {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64}|refs\/[\w./-]+)$/.test(ref)) return requireCommit(place, ref);
  const spec = `+${ref}:refs/scrum/named`;
  await git(place, ['fetch', '--quiet', '--no-write-fetch-head', '--end-of-options', url, spec], options);
  return requireCommit(place, 'refs/scrum/named');
}

/** Transports, and for a `file:` URL of another owner's repository the word that it is meant to be read. */
async function remoteOptions(url: string, dir: string): Promise<GitOptions> {
  if (!/^file:\/\//i.test(url)) return { protocols: CLONE_PROTOCOLS };
  const path = fileURLToPath(url);
  const globalConfig = join(dir, `${createHash('sha256').update(url).digest('hex').slice(0, 24)}.gitconfig`);
  const quoted = [path, join(path, '.git')].map((p) => `\tdirectory = ${JSON.stringify(p)}\n`).join('');
  await writeFile(globalConfig, `[safe]\n${quoted}`, { mode: 0o600 });
  return { protocols: CLONE_PROTOCOLS, globalConfig };
}
