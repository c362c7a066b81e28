import type { Declaration } from '../../declarations';

/** What makes a declaration private to its file or package, by language. */
export interface Privacy {
  /** Finds names that may be private functions, cheaply; group 1 or 2 is the name. */
  candidate: RegExp;
  /** Judges a declaration by what stands before its name, attributes and modifiers included. */
  isPrivate: (head: string, declaration: Declaration) => boolean;
  /** Text that lets names be used without being written: such a file is not judged. */
  magic?: RegExp;
}

const ecma: Privacy = {
  candidate: /^(?:async\s+)?function\s*\*?\s*(\w+)|^(?:const|let|var)\s+(\w+)\s*=/gm,
  isPrivate: (head, d) => d.depth === 0 && d.kind === 'function' && !/\b(?:export|declare)\b|@/.test(head),
  magic: /\beval\s*\(/,
};

export const PRIVACY: Readonly<Record<string, Privacy>> = {
  rust: {
    candidate: /^(?:(?:async|const|unsafe)\s+)*fn\s+(\w+)/gm,
    isPrivate: (head, d) =>
      d.depth === 0 && d.nodeKind === 'function_item' && !/\bpub\b|#\[|\bextern\b/.test(head),
    magic: /\bmacro_rules!|\bpaste!|\binclude!/,
  },
  typescript: ecma,
  tsx: ecma,
  javascript: ecma,
  python: {
    candidate: /^(?:async\s+)?def\s+(_[^_\W]\w*)/gm,
    isPrivate: (head, d) => d.depth === 0 && !head.includes('@'),
    magic: /\b(?:globals|vars|eval|exec)\s*\(/,
  },
  go: {
    candidate: /^func\s+([a-z]\w*)/gm,
    isPrivate: (head, d) =>
      d.depth === 0 && d.nodeKind === 'function_declaration' && !/\/\/(?:go:|export|line )/.test(head),
  },
  java: {
    candidate: /\bprivate\s[^;={}()\n]{0,200}?\b(\w+)\s*\(/g,
    isPrivate: (head, d) =>
      d.nodeKind === 'method_declaration' && /\bprivate\b/.test(head) && !head.includes('@'),
  },
  c: {
    candidate: /^static\s[^;={}()\n]{0,200}?\b(\w+)\s*\(/gm,
    isPrivate: (head, d) =>
      d.depth === 0 && d.nodeKind === 'function_definition' && !head.includes('__attribute__'),
    magic: /##/,
  },
};

/** Called by a runtime, not by code. */
export const ENTRY_NAMES: ReadonlySet<string> = new Set([
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
