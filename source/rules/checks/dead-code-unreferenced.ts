import { declarationsOf, type Declaration } from '../../declarations';
import type { FileView } from '../file-view';
import type { Hit, NamedCheck } from '../check';

/** What makes a declaration private to its file or package, and what makes a file too magic to judge, by language. */
interface Privacy {
  isPrivate: (head: string, declaration: Declaration) => boolean;
  /** Text that lets names be used without being written. */
  magic?: RegExp;
}

const ecma: Privacy = {
  isPrivate: (head, d) => d.depth === 0 && d.kind === 'function' && !/\b(?:export|declare)\b|@/.test(head),
  magic: /\beval\s*\(/,
};
const PRIVACY: Readonly<Record<string, Privacy>> = {
  rust: {
    isPrivate: (head, d) =>
      d.depth === 0 && d.nodeKind === 'function_item' && !/\bpub\b|#\[|\bextern\b/.test(head),
    magic: /\bmacro_rules!|\bpaste!|\binclude!/,
  },
  typescript: ecma,
  tsx: ecma,
  javascript: ecma,
  python: {
    isPrivate: (head, d) => d.depth === 0 && /^_[^_]/.test(d.name) && !head.includes('@'),
    magic: /\b(?:globals|vars|eval|exec)\s*\(/,
  },
  go: {
    isPrivate: (head, d) =>
      d.depth === 0 &&
      d.nodeKind === 'function_declaration' &&
      /^[a-z]/.test(d.name) &&
      !/\/\/(?:go:|export|line )/.test(head),
  },
  java: {
    isPrivate: (head, d) =>
      d.nodeKind === 'method_declaration' && /\bprivate\b/.test(head) && !head.includes('@'),
  },
  c: {
    isPrivate: (head, d) =>
      d.depth === 0 &&
      d.nodeKind === 'function_definition' &&
      /\bstatic\b/.test(head) &&
      !head.includes('__attribute__'),
    magic: /##/,
  },
};

/** Called by a runtime, not by code. */
const ENTRY_NAMES = new Set([
  'main',
  'init',
  'setup',
  'handler',
  'readObject',
  'writeObject',
  'readResolve',
  'writeReplace',
  'readObjectNoData',
  'finalize',
]);
const MODULE = /^\s*(?:import|export)\b|\bmodule\.exports\b|\brequire\s*\(/m;

/** A private top-level function that nothing mentions: not its own file (its own body aside), nor any other. Value: `{name}`. */
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
    if (!privacy || !file.index?.complete || privacy.magic?.test(file.text) || isLoose(file)) return [];
    const { root } = file;
    if (!root || root.has({ rule: { kind: 'ERROR' } } as never)) return [];
    return declarationsOf(file.text, root, file.language)
      .filter((declaration) => isDead(declaration, privacy, file))
      .map((d): Hit => ({ start: d.nodeStart, end: d.end, values: { name: d.name } }));
  },
};

/** A script or a declaration file: what uses it is not seen. */
function isLoose(file: FileView): boolean {
  if (!['typescript', 'tsx', 'javascript'].includes(file.language)) return false;
  return /\.d\.[cm]?ts$/.test(file.path) || !MODULE.test(file.text);
}

function isDead(declaration: Declaration, privacy: Privacy, file: FileView): boolean {
  const { name, start, nodeStart, end } = declaration;
  if (!/^\w{3,}$/.test(name) || ENTRY_NAMES.has(name) || (name.startsWith('_') && file.language !== 'python'))
    return false;
  const nameAt = file.text.indexOf(name, nodeStart);
  if (nameAt < 0 || !privacy.isPrivate(file.text.slice(start, nameAt), declaration)) return false;
  for (const match of file.text.matchAll(new RegExp(String.raw`(?<![\w$])${name}(?![\w$])`, 'g'))) {
    if (match.index < nodeStart || match.index >= end) return false;
  }
  if (file.index?.mentions(name).some((mention) => mention.path !== file.path)) return false;
  return (file.index?.definitions(name) ?? 0) <= 1;
}
