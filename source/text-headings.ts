import { closeSections, eachLine, type Section } from './section';

/** AsciiDoc: `= Title` to `====== Deep`. */
const ASCIIDOC = /^(={1,6})[ \t]+(\S.*)$/;
/** reStructuredText: a line of one punctuation character, at least as long as the title above it. */
const UNDERLINE = /^([!-/:-@[-`{-~])\1{2,}[ \t]*$/;

/** Headings of AsciiDoc and reStructuredText; plain text has none and is cut by lines. */
export function textHeadings(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  const levels: string[] = [];
  let above: { line: string; start: number } | undefined;
  eachLine(text, (line, start) => {
    const titled = ASCIIDOC.exec(line);
    const mark = UNDERLINE.exec(line)?.[1];
    if (titled) {
      found.push({
        kind: 'heading',
        name: titled[2]?.trim() ?? '',
        start,
        depth: (titled[1]?.length ?? 1) - 1,
      });
    } else if (mark !== undefined && above && line.trimEnd().length >= above.line.trimEnd().length) {
      // The characters mean nothing by themselves: levels are the order in which they first come.
      if (!levels.includes(mark)) levels.push(mark);
      found.push({
        kind: 'heading',
        name: above.line.trim(),
        start: above.start,
        depth: levels.indexOf(mark),
      });
    }
    const isTitle = !titled && mark === undefined && /^\S/.test(line);
    above = isTitle ? { line, start } : undefined;
  });
  return closeSections(found, text.length);
}
