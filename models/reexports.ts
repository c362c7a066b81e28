import { posix } from 'node:path';
import type { ForensicEntry } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';
import { CONFIDENCE, proofAt } from './proof';

const EXPORT_FROM = /^export\s[^;'"]{0,400}?from\s+['"](\.{1,2}\/[^'"\n]+)['"]/gm;
const RUST_MODULE = /^(?:pub(?:\([^)\n]*\))?\s+)?mod\s+(\w+)\s*;/gm;
const PYTHON_FROM = /^from\s+\.(\w[\w.]*)\s+import\b/gm;
const SCRIPT_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '.jsx',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/** Parts of the repository that a file hands on (`export … from`, `mod x;`, `from .x import`) and that are there. */
export function reexports(file: FileView): ForensicEntry[] {
  return handedOn(file).flatMap(({ name, at, candidates }) => {
    const there = candidates.find((path) => file.index?.hasPath(path));
    return there === undefined
      ? []
      : [proofAt(file, at, `\`${name}\` is handed on and is there: ${there}`, CONFIDENCE.reexport)];
  });
}

interface HandedOn {
  name: string;
  at: number;
  /** Paths of which one must be there. */
  candidates: string[];
}

function handedOn({ path, text, language }: FileView): HandedOn[] {
  const folder = posix.dirname(path);
  const all = (pattern: RegExp, candidates: (name: string) => string[]): HandedOn[] =>
    Array.from(text.matchAll(pattern), ({ 1: name = '', index }) => ({
      name,
      at: index,
      candidates: candidates(name),
    }));
  if (['typescript', 'tsx', 'javascript'].includes(language)) {
    return all(EXPORT_FROM, (name) => {
      const target = posix.join(folder, name);
      const bare = target.replace(/\.[cm]?jsx?$/, '');
      return SCRIPT_ENDINGS.flatMap((ending) => [target + ending, bare + ending]);
    });
  }
  if (language === 'rust') {
    const stem = posix.basename(path, '.rs');
    const home = ['mod', 'lib', 'main'].includes(stem) ? folder : posix.join(folder, stem);
    return all(RUST_MODULE, (name) => [posix.join(home, `${name}.rs`), posix.join(home, name, 'mod.rs')]);
  }
  if (language === 'python') {
    return all(PYTHON_FROM, (name) => {
      const target = posix.join(folder, name.replaceAll('.', '/'));
      return [`${target}.py`, posix.join(target, '__init__.py')];
    });
  }
  return [];
}
