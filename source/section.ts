import type { EntryKind } from './node-kinds';

/** A named part of a file as its reader finds it; UTF-16 offsets, depth 0 at the top. */
export interface Section {
  kind: EntryKind;
  name: string;
  start: number;
  end: number;
  depth: number;
}

/** Calls `visit` with each line's text (no line end) and UTF-16 offset. */
export function eachLine(text: string, visit: (line: string, start: number) => void): void {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    visit(text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end), start);
    start = end + 1;
  }
}

/** Ends each section where the next one of the same or a lower depth starts. */
export function closeSections(open: Array<Omit<Section, 'end'>>, length: number): Section[] {
  const sections = open.map((section) => ({ ...section, end: length }));
  const unfinished: Section[] = [];
  for (const section of sections) {
    while ((unfinished.at(-1)?.depth ?? -1) >= section.depth) {
      const done = unfinished.pop();
      if (done) done.end = section.start;
    }
    unfinished.push(section);
  }
  return sections;
}
