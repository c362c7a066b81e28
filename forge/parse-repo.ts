import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { withoutCredentials } from './git-failure';

export interface ParsedRepo {
  /** Absolute path, or the URL as given. */
  location: string;
  /** Short name for ids and tables: letters, digits, `.`, `_`, `-`. */
  name: string;
  isUrl: boolean;
}

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const SCP_LIKE = /^[\w.-]+@[A-Za-z0-9][\w.-]*:(?!:)[^-\s]\S*$/;
const EXPECTED = 'expected a path, a URL (https, ssh, file) or git@host:path';

/**
 * Reads what a person gives as a repository. The folder `cwd` itself stands for the repository around it, as with git;
 * any other path must be the root of one. Throws `InvalidInput` for what is neither (`ext::…`, a leading dash).
 */
export function parseRepo(repo: string, cwd: string): ParsedRepo {
  const problem = problemOf(repo);
  if (problem !== undefined) {
    const shown = wellFormed(withoutCredentials(repo), 200);
    throw new TypedFailure('InvalidInput', `repo is ${JSON.stringify(shown)} (${problem}), ${EXPECTED}.`);
  }
  if (SCHEME.test(repo) || (SCP_LIKE.test(repo) && !existsSync(resolve(cwd, repo)))) {
    return { location: repo, name: shortName(repo.replace(/[?#].*$/, '')), isUrl: true };
  }
  const path = resolve(cwd, repo);
  const location = path === resolve(cwd) ? (rootAround(path) ?? path) : path;
  return { location, name: shortName(location), isUrl: false };
}

/** The nearest folder at or above `path` that holds a `.git`. */
export function rootAround(path: string): string | undefined {
  if (existsSync(join(path, '.git'))) return path;
  const parent = dirname(path);
  return parent === path ? undefined : rootAround(parent);
}

function problemOf(repo: string): string | undefined {
  if (repo.trim() === '') return 'empty';
  if (repo.startsWith('-')) return 'starts with a dash';
  if (/[\u0000-\u001f\u007f]/.test(repo)) return 'holds a control character';
  if (/^[a-z0-9+.-]+::/i.test(repo)) return 'names a transport helper';
  const scheme = SCHEME.exec(repo);
  if (scheme === null) return undefined;
  if (!/^(?:https?|ssh|file)$/i.test(scheme[1] ?? '')) return `of the scheme ${scheme[1] ?? ''}`;
  return /^\/\/(?:[^/@]*@)?-/.test(repo.slice(repo.indexOf('//')))
    ? 'its host starts with a dash'
    : undefined;
}

function shortName(location: string): string {
  const last = basename(location.replaceAll(':', '/').replace(/\/+$/, '')).replace(/\.git$/, '');
  return (
    last
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+/, '')
      .slice(0, 60) || 'repo'
  );
}
