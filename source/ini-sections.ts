import { leadStart } from './lead-in';
import { closeSections, eachLine, type Section } from './section';

const SECTION = /^[ \t]*\[([^\]\n]{1,200})\][ \t]*(?:[#;].*)?$/;

/** `[section]` lines of INI and properties files; comments directly above belong to them. */
export function iniSections(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  eachLine(text, (line, start) => {
    const name = SECTION.exec(line)?.[1]?.trim();
    if (name !== undefined && name !== '')
      found.push({ kind: 'table', name, start: leadStart(text, start, ['#', ';']), depth: 0 });
  });
  return closeSections(found, text.length);
}
