import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { git, type GitPlace } from './git';

/** Commit id of a ref; null when it names none. */
export async function findCommit(place: GitPlace, ref: string, signal?: AbortSignal): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  // 1: quietly none; 128: none, said aloud (an ambiguous short id, an empty ref).
  const options = { allowed: [1, 128], ...(signal === undefined ? {} : { signal }) };
  const found = (await git(place, args, options)).toString('latin1').trim();
  return /^[0-9a-f]{40,64}$/.test(found) ? found : null;
}

/** Commit id of a ref that must be there. Throws `RepositoryError` that says what was given. */
export async function requireCommit(place: GitPlace, ref: string, signal?: AbortSignal): Promise<string> {
  const commit = await findCommit(place, ref, signal);
  if (commit !== null) return commit;
  throw new TypedFailure(
    'RepositoryError',
    `ref is ${JSON.stringify(wellFormed(ref, 200))}, expected a branch, tag or commit of ${wellFormed(place.workTree ?? 'the remote repository', 1000)}.`,
  );
}
