import { declarationsOf } from './declarations';
import { LineIndex } from './line-index';
import type { EntryKind } from './node-kinds';
import { sectionsOf } from './sections';
import type { Section } from './section';
import { parseSyntax } from './syntax';

/** One named part of a file. */
export interface OutlineEntry {
  kind: EntryKind;
  name: string;
  /** UTF-16 offsets `[start, end)`; attributes, decorators and comments directly above are counted in. */
  start: number;
  end: number;
  /** 1-based, inclusive. */
  lineStart: number;
  lineEnd: number;
  /** Number of entries around it. */
  depth: number;
}

/** The named parts of a file in order, outer before inner; [] for languages without a reader here. */
export function outlineOf(text: string, language: string): OutlineEntry[] {
  const lines = new LineIndex(text);
  return (sectionsOf(text, language) ?? declaredSections(text, language)).map((section) => ({
    ...section,
    lineStart: lines.lineAt(section.start),
    lineEnd: lines.lineAt(
      Math.max(section.start, section.end - (text[section.end - 1] === '\n' ? 1 : 0) - 1),
    ),
  }));
}

function declaredSections(text: string, language: string): Section[] {
  const root = parseSyntax(text, language);
  if (!root) return [];
  return declarationsOf(text, root, language).map(({ kind, method, name, start, end, depth }) => {
    const shown: EntryKind = method ? 'method' : kind === 'module' ? 'class' : kind;
    return { kind: shown, name, start, end, depth };
  });
}
