import { declarationsOf, type Declaration } from './declarations';
import { fileExports, isExported } from './exported';
import { LineIndex } from './line-index';
import type { EntryKind } from './node-kinds';
import { parseSyntax } from './syntax';

/** A function, method, class or type that a file declares. */
export interface DeclaredSymbol {
  name: string;
  kind: EntryKind;
  /** 1-based line of the name's declaration (not of the comments above it). */
  line: number;
  /** Whether other files can reach it, by the rules of the language. */
  exported: boolean;
  /** UTF-16 offsets `[start, end)`, lead-in counted in. */
  start: number;
  end: number;
}

/**
 * Top-level declarations and members of classes and modules, in order; what is declared inside a function is left out.
 * Exported means `pub` in Rust, `export` (or an export list) in JavaScript and TypeScript, a capital in Go, `public` in
 * Java and C#, no leading underscore in Python and Ruby, not `static` in C, not `private` elsewhere.
 */
export function declaredSymbols(text: string, language: string): DeclaredSymbol[] {
  const root = parseSyntax(text, language);
  if (!root) return [];
  const lines = new LineIndex(text);
  const exports = fileExports(text, root, language);
  return declarationsOf(text, root, language)
    .filter((declaration) => !isLocal(declaration))
    .map((declaration) => {
      const { name, kind, method, start, end, nodeStart } = declaration;
      return {
        name,
        kind: method ? 'method' : kind === 'module' ? 'class' : kind,
        line: lines.lineAt(nodeStart),
        exported: isExported(declaration, language, exports),
        start,
        end,
      };
    });
}

function isLocal({ parent }: Declaration): boolean {
  for (let around = parent; around; around = around.parent) if (around.kind === 'function') return true;
  return false;
}
