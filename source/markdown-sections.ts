import { closeSections, eachLine, type Section } from './section';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/;

/** Headings (`#` and underlined) outside fenced code, each with the text down to the next of its level or above. */
export function markdownSections(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  let fence = '';
  let paragraph: { line: string; start: number } | undefined;
  eachLine(text, (raw, start) => {
    const line = start === 0 ? raw.replace(/^\uFEFF/, '') : raw;
    const mark = FENCE.exec(line)?.[1];
    if (fence !== '') {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = '';
      return;
    }
    if (mark !== undefined) {
      fence = mark;
      paragraph = undefined;
      return;
    }
    const atx = ATX.exec(line);
    const underline = paragraph ? SETEXT.exec(line)?.[1] : undefined;
    if (atx)
      found.push({ kind: 'heading', name: headingText(line), start, depth: (atx[1]?.length ?? 1) - 1 });
    else if (underline && paragraph) {
      found.push({
        kind: 'heading',
        name: paragraph.line.trim(),
        start: paragraph.start,
        depth: underline.startsWith('=') ? 0 : 1,
      });
    }
    paragraph =
      atx || underline || line.trim() === '' || /^ {0,3}(?:[-*+>|]|\d+[.)]) ?/.test(line)
        ? undefined
        : { line, start };
  });
  return closeSections(found, text.length);
}

/** Text of a `#` heading without its marks; the closing ones count only after a blank. */
function headingText(line: string): string {
  const text = line.trim().replace(/^#+/, '').trim();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  const closed = end === 0 || text[end - 1] === ' ' || text[end - 1] === '\t';
  return closed ? text.slice(0, end).trimEnd() : text;
}
