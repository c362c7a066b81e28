import { statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { errorCode } from '../kb/store-failure';
import { git, workTreeAt, type GitPlace } from './git';
import { withoutCredentials } from './git-failure';
import { CLONE_PROTOCOLS } from './clone';
import { rootAround, type ParsedRepo } from './parse-repo';
import { requireCommit } from './resolve-commit';

/**
 * Whether a repository can be read, before a loop starts over it: there, a git repository with a working tree, and
 * `ref` one of its commits; a URL must answer. Throws `RepositoryError` in one sentence.
 */
export async function checkRepository(repo: ParsedRepo, ref?: string, signal?: AbortSignal): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  if (repo.isUrl) {
    if (/^file:/i.test(repo.location)) {
      const path = fileURLToPath(repo.location);
      if (look(path) === undefined) {
        throw refused(
          `Repository ${wellFormed(repo.location, 1000)}: found nothing there, expected a git repository`,
        );
      }
    }
    // HEAD of an empty remote is no error; a ref is resolved when the clone is there.
    const args = ['ls-remote', '--quiet', '--end-of-options', repo.location, 'HEAD'];
    await git(null, args, { ...options, protocols: CLONE_PROTOCOLS, timeoutMs: 120_000 });
    return;
  }
  const place = openWorkTree(repo.location);
  await git(place, ['rev-parse', '--git-dir'], options);
  if (ref !== undefined) await requireCommit(place, ref, signal);
}

/** The place of a local repository, told from its files alone. Throws `RepositoryError`. */
export function openWorkTree(root: string): GitPlace {
  const shown = wellFormed(root, 1000);
  const found = look(root);
  if (found === undefined)
    throw refused(`Repository ${shown}: found nothing there, expected a git repository`);
  if (!found.isDirectory())
    throw refused(`Repository ${shown}: found a file, expected a folder with a git repository`);
  if (look(join(root, '.git')) !== undefined) return workTreeAt(root);
  if (look(join(root, 'HEAD'))?.isFile() && look(join(root, 'objects'))?.isDirectory()) {
    throw refused(
      `Repository ${shown}: found a bare repository, expected one with a working tree; give its file:// URL to review its HEAD`,
    );
  }
  const around = rootAround(dirname(root));
  const hint = around === undefined ? '' : `; the one around it is ${wellFormed(around, 1000)}`;
  throw refused(
    `Repository ${shown}: found a folder without .git, expected the root of a git repository${hint}`,
  );
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refused(`Repository ${wellFormed(path, 1000)}: cannot be looked at (${code ?? String(cause)})`);
  }
}

function refused(sentence: string): TypedFailure {
  return new TypedFailure('RepositoryError', `${withoutCredentials(sentence)}.`);
}
