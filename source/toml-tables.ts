import { leadStart } from './lead-in';
import { closeSections, eachLine, type Section } from './section';

const TABLE = /^\s*\[\[?([^\]#]+)\]/;
const KEY = /^\s*((?:"[^"]*"|'[^']*'|[^\s=#[\]{}"'])[^=#]*)=/;
/** Names are looked for in this many characters of a line: more is no name, and patterns must not crawl over it. */
const LONGEST_HEAD = 300;

/** Tables, and the keys before the first one; multi-line strings and arrays hold none. Comments above belong to them. */
export function tomlTables(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  let quote = '';
  let brackets = 0;
  let inTable = false;
  eachLine(text, (line, start) => {
    if (quote === '' && brackets === 0) {
      const head = line.slice(0, LONGEST_HEAD);
      const table = TABLE.exec(head);
      const key = table || inTable ? undefined : KEY.exec(head);
      if (table) inTable = true;
      const name = unquoted((table ?? key)?.[1]?.trim());
      const first = start + line.length - line.trimStart().length;
      if (name !== undefined)
        found.push({ kind: table ? 'table' : 'key', name, start: leadStart(text, first, ['#']), depth: 0 });
      if (table) return;
    }
    ({ quote, brackets } = scanValue(line, quote, brackets));
  });
  return closeSections(found, text.length);
}

/** `"a.b"` without its quotes; names of several parts stay as they are. */
function unquoted(name: string | undefined): string | undefined {
  return /^"[^"]*"$|^'[^']*'$/.exec(name ?? '') ? name?.slice(1, -1) : name;
}

/** Follows quotes and brackets over one line. */
function scanValue(line: string, quote: string, brackets: number): { quote: string; brackets: number } {
  let open = quote;
  let depth = brackets;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    const three = line.slice(i, i + 3);
    if (open !== '') {
      if (char === '\\' && open.startsWith('"')) i++;
      else if (open.length === 3 ? three === open : char === open) {
        i += open.length - 1;
        open = '';
      }
    } else if (char === '#') break;
    else if (three === '"""' || three === "'''") {
      open = three;
      i += 2;
    } else if (char === '"' || char === "'") open = char;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  // A one-line string cannot stay open: a torn line must not swallow the rest of the file.
  return { quote: open.length === 3 ? open : '', brackets: depth };
}
