import { declarationsOf } from '../source/declarations';
import type { FileView } from '../source/rules/file-view';

/** A name a file declares, and what it spans. UTF-16 offsets. */
export interface DeclaredName {
  name: string;
  start: number;
  end: number;
}

/** Values a file offers to others, which are no declarations of a tree's outline. */
const VALUES: Readonly<Record<string, RegExp>> = {
  typescript: /^export\s+(?:default\s+)?(?:declare\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)/gm,
  rust: /^pub(?:\([^)\n]*\))?\s+(?:const|static)\s+(?:mut\s+)?(\w+)/gm,
  python: /^([A-Za-z_]\w*)\s*(?::[^=\n]{1,80})?=(?!=)/gm,
  go: /^(?:var|const)\s+([A-Z]\w*)/gm,
};
const ALIASES: Readonly<Record<string, string>> = { tsx: 'typescript', javascript: 'typescript' };

/** Functions, classes, types and offered values of a file, down to the members of a class; test modules left out. */
export function declaredNames(file: FileView): DeclaredName[] {
  const { root, text, language } = file;
  if (!root) return [];
  const declared = declarationsOf(text, root, language)
    // A function's own helpers are known to it alone; `export default` is a name no other file has for it.
    .filter((d) => d.depth <= 1 && d.kind !== 'module' && d.parent?.kind !== 'function')
    .filter((d) => d.nodeKind !== 'export_statement')
    .map(({ name, nodeStart, end }) => ({ name, start: nodeStart, end }));
  const known = new Set(declared.map(({ name }) => name));
  const pattern = VALUES[ALIASES[language] ?? language];
  const values = pattern ? [...text.matchAll(pattern)] : [];
  const offered = values.flatMap(({ 1: name = '', index, 0: head }) =>
    known.has(name) ? [] : [{ name, start: index, end: index + head.length }],
  );
  return [...declared, ...offered]
    .filter(({ start }) => file.isTest || !file.inTest(start))
    .toSorted((a, b) => a.start - b.start);
}
