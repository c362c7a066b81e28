import { declarationsOf, type Declaration } from '../../declarations';
import { withoutComments } from '../../without-comments';
import type { Hit, NamedCheck } from '../check';
import type { FileView } from '../file-view';
import { ENTRY_NAMES, PRIVACY, type Privacy } from './privacy';

const MODULE = /^\s*(?:import|export)\b|\bmodule\.exports\b|\brequire\s*\(/m;

/**
 * A private top-level function whose name stands once in its own file and in no other, comments left aside. Not judged: test files, files
 * with macros that make names, scripts a page loads, functions with attributes or decorators. Value: `{name}`.
 */
export const deadCodeUnreferenced: NamedCheck = {
  defaults: {
    languages: Object.keys(PRIVACY),
    list: 'pseudocode_flags',
    severity: 'medium',
    confidence: 80,
    claim: '`{name}` is private and nothing mentions it: dead code',
    next: 'Call `{name}` or delete it',
  },
  find: (file) => {
    const privacy = PRIVACY[file.language];
    if (!privacy || !file.index?.complete || isLoose(file) || privacy.magic?.test(file.text)) return [];
    const names = unmentionedNames(file, privacy);
    const { root } = file;
    if (names.size === 0 || !root || root.has({ rule: { kind: 'ERROR' } })) return [];
    return declarationsOf(file.text, root, file.language)
      .filter((declaration) => names.has(declaration.name) && isPrivate(declaration, privacy, file))
      .map((d): Hit => ({ start: d.nodeStart, end: d.end, values: { name: d.name } }));
  },
};

/** A script or a declaration file: what uses it is not seen. */
function isLoose(file: FileView): boolean {
  if (!['typescript', 'tsx', 'javascript'].includes(file.language)) return false;
  return /\.d\.[cm]?ts$/.test(file.path) || !MODULE.test(file.text);
}

function unmentionedNames(file: FileView, privacy: Privacy): Set<string> {
  const names = new Set<string>();
  let used: string | undefined;
  for (const match of file.text.matchAll(privacy.candidate)) {
    const name = match[1] ?? match[2] ?? '';
    if (name.length < 3 || ENTRY_NAMES.has(name) || (name.startsWith('_') && file.language !== 'python'))
      continue;
    if (isKnownElsewhere(file, name)) continue;
    // What its comments say of it is no use of it.
    if (standsOnce(file.text, name) || standsOnce((used ??= withoutComments(file.text, file.language)), name))
      names.add(name);
  }
  return names;
}

function standsOnce(text: string, name: string): boolean {
  const first = text.indexOf(name);
  return first >= 0 && text.indexOf(name, first + 1) < 0;
}

function isKnownElsewhere({ index, path }: FileView, name: string): boolean {
  return (
    !index || index.definitions(name) > 1 || index.mentions(name).some((mention) => mention.path !== path)
  );
}

function isPrivate(declaration: Declaration, privacy: Privacy, file: FileView): boolean {
  const nameAt = file.text.indexOf(declaration.name, declaration.nodeStart);
  return nameAt >= 0 && privacy.isPrivate(file.text.slice(declaration.start, nameAt), declaration);
}
