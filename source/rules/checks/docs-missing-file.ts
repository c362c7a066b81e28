import { posix } from 'node:path';
import type { RepoIndex } from '../../repo-index';
import { languageOf } from '../../languages';
import type { NamedCheck } from '../check';
import type { FileView } from '../file-view';
import { DOC_LANGUAGES } from './code-languages';
import { docSpans } from './doc-spans';

/** Folders and files that are made, not kept. */
const MADE =
  /(?:^|\/)(?:node_modules|dist|build|out|target|vendor|coverage|generated|\.(?!\.?\/)[^/]+)(?:\/|$)|(?:^|\/)(?:package-lock\.json|[^/]*\.lock|[^/]*\.local\.[^/]*)$/;
const PLAIN_PATH = /^(?:\.{1,2}\/)*[\w@.+-]+(?:\/[\w@.+-]+)+$/;

/**
 * A document that names a file of the repository that is not there: links to a relative path, and inline code that is a
 * path whose first folder exists. Only files a reviewer could see count (a known extension, not a made one).
 * Value: `{target}`.
 */
export const docsMissingFile: NamedCheck = {
  defaults: {
    languages: DOC_LANGUAGES,
    tests: 'include',
    list: 'prd_mismatches',
    severity: 'medium',
    confidence: 75,
    claim: 'the document names `{target}`, which is not in the repository',
    next: 'Correct the path `{target}` or bring the file back',
  },
  find: (file) =>
    pathsNamed(file)
      .filter((named) => !named.exists)
      .map(({ target, start, end }) => ({ start, end, values: { target } })),
};

/** A path of the repository that a document names. UTF-16 offsets. */
export interface NamedPath {
  target: string;
  start: number;
  end: number;
  exists: boolean;
}

/** Every such path, once, where it first stands; [] without the repository. */
export function pathsNamed({ path, text, index }: FileView): NamedPath[] {
  if (!index) return [];
  const named = new Map<string, NamedPath>();
  for (const { kind, text: said, start, end } of docSpans(path, text)) {
    const target = kind === 'link' ? linkedPath(said) : codePath(said);
    if (target === undefined || named.has(target)) continue;
    const exists = isThere(index, path, target);
    if (!exists && kind === 'code' && !firstFolderExists(index, path, target)) continue;
    named.set(target, { target, start, end, exists });
  }
  return [...named.values()];
}

function linkedPath(raw: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|#|\?)/i.test(raw) || /[{}$*<>|]/.test(raw)) return undefined;
  return reviewable(decoded(raw.replace(/[#?].*$/, '')));
}

function codePath(raw: string): string | undefined {
  // `src/a.ts:12`, `src/a.ts:12-20`, `src/a.ts#L12`
  const bare = raw.replace(/(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?)$/, '');
  return PLAIN_PATH.test(bare) &&
    !/(?:^|[/_.-])(?:foo|bar|baz|example|path|xxx|your|my)(?:[/_.-]|$)/i.test(bare)
    ? reviewable(bare)
    : undefined;
}

function reviewable(target: string | undefined): string | undefined {
  return target !== undefined && target !== '' && languageOf(target) && !MADE.test(target)
    ? target
    : undefined;
}

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch (cause) {
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
}

function isThere(index: RepoIndex, doc: string, target: string): boolean {
  const beside = posix.normalize(posix.join(posix.dirname(doc), target));
  const plain = posix.normalize(target).replace(/^(?:\.\.\/)+/, '');
  // A path that climbs out of the repository is no claim about it.
  return (
    beside.startsWith('../') || index.hasPath(beside) || index.hasFolder(beside) || index.hasPathEnding(plain)
  );
}

function firstFolderExists(index: RepoIndex, doc: string, target: string): boolean {
  const first =
    posix
      .normalize(target)
      .split('/')
      .find((part) => part !== '..') ?? '';
  return index.hasFolder(first) || index.hasFolder(posix.join(posix.dirname(doc), first));
}
