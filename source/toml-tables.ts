import { leadStart } from './lead-in';
import { closeSections, eachLine, type Section } from './section';

const TABLE = /^\s*\[\[?\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?$/;
const KEY = /^\s*((?:[\w.-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/;

/** Tables, and the keys before the first one; multi-line strings and arrays hold none. Comments above belong to them. */
export function tomlTables(text: string): Section[] {
  const found: Array<Omit<Section, 'end'>> = [];
  let quote = '';
  let brackets = 0;
  let inTable = false;
  eachLine(text, (line, start) => {
    if (quote === '' && brackets === 0) {
      const table = TABLE.exec(line);
      const key = table || inTable ? undefined : KEY.exec(line);
      if (table) inTable = true;
      const name = unquoted(table?.[1] ?? key?.[1]);
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
