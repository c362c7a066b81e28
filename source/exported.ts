import type { Declaration } from './declarations';
import type { SyntaxNode } from './syntax';

const ECMA = new Set(['typescript', 'tsx', 'javascript']);

/** What a whole file says about its exports, for languages that say it away from the declaration. */
export interface FileExports {
  /** Names in `export { … }`, `export default name`, `module.exports = { … }`. */
  names: ReadonlySet<string>;
}

/** Reads the export lists of a JavaScript or TypeScript file; empty for other languages. */
export function fileExports(text: string, root: SyntaxNode, language: string): FileExports {
  const names = new Set<string>();
  if (!ECMA.has(language)) return { names };
  if (text.includes('export')) {
    for (const specifier of root.findAll({ rule: { kind: 'export_specifier' } })) {
      const name = specifier.field('name')?.text();
      if (name !== undefined) names.add(name);
    }
    for (const match of text.matchAll(/^export\s+(?:default|=)\s+([\w$]+)\s*;?\s*$/gm))
      names.add(match[1] ?? '');
  }
  // One identifier, a list of them, or one by one.
  for (const match of text.matchAll(/^module\.exports\s*=\s*(?:\{([^{}()]*)\}|([\w$]+))\s*;?\s*$/gm)) {
    for (const part of (match[1] ?? match[2] ?? '').split(','))
      names.add((part.split(':').at(-1) ?? '').trim());
  }
  for (const match of text.matchAll(/^(?:module\.)?exports\.[\w$]+\s*=\s*([\w$]+)\s*;?\s*$/gm))
    names.add(match[1] ?? '');
  return { names };
}

/** Whether other files can reach a declaration, by the rules of its language. */
export function isExported(declaration: Declaration, language: string, exports: FileExports): boolean {
  const { name, parent, header } = declaration;
  const says = (words: RegExp) => words.test(header);
  switch (language) {
    case 'rust':
      return declaration.nodeKind !== 'impl_item' && (says(/\bpub\b/) || isTraitMember(declaration));
    case 'go':
      return /^\p{Lu}/u.test(name);
    case 'python':
      return !name.startsWith('_');
    case 'java':
      return says(/\bpublic\b/) || parent?.nodeKind === 'interface_declaration';
    case 'csharp':
      return (
        declaration.kind === 'module' || says(/\bpublic\b/) || parent?.nodeKind === 'interface_declaration'
      );
    case 'kotlin':
      return !says(/\b(?:private|internal|protected)\b/);
    case 'swift':
      return says(/\b(?:public|open)\b/);
    case 'php':
      return !says(/\b(?:private|protected)\b/);
    case 'ruby':
      return !name.startsWith('_');
    case 'c':
    case 'cpp':
      return !says(/\bstatic\b/) || parent?.kind === 'class';
    default:
      return ECMA.has(language) && isEcmaExported(declaration, exports);
  }
}

function isTraitMember({ parent }: Declaration): boolean {
  return parent?.nodeKind === 'trait_item' || (parent?.nodeKind === 'impl_item' && / for /.test(parent.name));
}

function isEcmaExported(declaration: Declaration, exports: FileExports): boolean {
  const { name, parent, header } = declaration;
  if (parent && declaration.kind === 'function' && parent.kind === 'class') {
    return (
      !name.startsWith('#') && !/\b(?:private|protected)\b/.test(header) && isEcmaExported(parent, exports)
    );
  }
  if (/^(?:module\.)?exports\b/.test(name)) return true;
  return /\bexport\b/.test(header) || exports.names.has(name);
}
