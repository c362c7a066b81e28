import { leadStart } from './lead-in';
import { closeSections, eachLine, type Section } from './section';

const KEY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#\-?:,[\]{}&*!|>'"%@`][^#]*?|-[^\s][^#]*?)\s*:(?:\s|$)/;

/** Top-level keys (column 0) of every document; what is indented, listed or folded below belongs to them. */
export function yamlKeys(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  eachLine(text, (raw, start) => {
    const mark = start === 0 && raw.startsWith('\uFEFF') ? 1 : 0;
    const key = KEY.exec(raw.slice(mark))?.[1];
    if (key === undefined) return;
    const name = /^["'].*["']$/.test(key) ? key.slice(1, -1) : key;
    found.push({ kind: 'key', name, start: leadStart(text, start + mark, ['#']), depth: 0 });
  });
  return closeSections(found, text.length);
}
