/** Inner doc comments and attributes speak of the file, not of what follows. */
export const INNER: readonly string[] = ['//!', '#!['];

/** Start of the line `at` is on. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Start of the line `at` is on when only blanks stand before it there; else undefined. Never scans further than the blanks. */
export function indentStart(text: string, at: number): number | undefined {
  let first = at;
  for (; first > 0; first--) {
    const before = text.charCodeAt(first - 1);
    if (before === 0x0a) break;
    if (before !== 0x20 && before !== 0x09) return undefined;
  }
  return first;
}

/** Lines and block comments of one lead-in; hostile text must not make every line look at all above it. */
const MOST_ITEMS = 200;

/**
 * Where a declaration that starts at `start` begins when the doc comments, attributes and decorators directly above it
 * (same indentation, no blank line between) are counted in. `leads` are the line starts that make such a line.
 * A declaration that does not stand first on its line has no lead-in.
 */
export function leadStart(text: string, start: number, leads: readonly string[]): number {
  const own = indentStart(text, start);
  if (own === undefined || own === 0) return start;
  const indent = text.slice(own, start);
  let top = own;
  for (let items = 0; top > 0 && items < MOST_ITEMS; items++) {
    const above = leadAbove(text, top, indent, leads);
    if (above === undefined) break;
    top = above;
  }
  return top === own ? start : top + indent.length;
}

/** Line start of the lead-in item that ends on the line above `below`; undefined when there is none. */
function leadAbove(
  text: string,
  below: number,
  indent: string,
  leads: readonly string[],
): number | undefined {
  const first = lineStart(text, below - 1);
  const line = text.slice(first, below).trimEnd();
  if (line.trim() === '') return undefined;
  if (isLead(line, indent, leads)) return first;
  if (line.endsWith('*/')) return blockCommentAbove(text, below, indent);
  const closes = line.startsWith(indent) && /^[)\]}]/.test(line.slice(indent.length));
  return closes ? attributeAbove(text, first, indent, leads) : undefined;
}

function isLead(line: string, indent: string, leads: readonly string[]): boolean {
  if (!line.startsWith(indent)) return false;
  const rest = line.slice(indent.length);
  if (INNER.some((lead) => rest.startsWith(lead))) return false;
  if (rest.startsWith('@') && !onlyAnnotations(rest)) return false;
  return leads.some((lead) => rest.startsWith(lead));
}

/** Whether a line that starts with `@` is all annotations (the last may go on below), not `@Test func works() {}`. */
function onlyAnnotations(line: string): boolean {
  let rest = line;
  while (rest.startsWith('@')) {
    rest = rest.replace(/^@[\w.:$]*\s*/, '');
    if (!rest.startsWith('(')) continue;
    const close = closingParenthesis(rest);
    if (close < 0) return true;
    rest = rest.slice(close + 1).trimStart();
  }
  return rest === '' || rest.startsWith('//') || rest.startsWith('/*') || rest.startsWith('#');
}

function closingParenthesis(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

/** In characters; broken code must not cost a scan of the file a line. */
const LONGEST_COMMENT = 20_000;

function blockCommentAbove(text: string, below: number, indent: string): number | undefined {
  const from = Math.max(0, below - LONGEST_COMMENT);
  const found = text.slice(from, below).lastIndexOf('/*');
  if (found < 0) return undefined;
  const open = from + found;
  const first = lineStart(text, open);
  return text.slice(first, open) === indent ? first : undefined;
}

/** An attribute or decorator over several lines: its closer at `indent`, deeper lines above, then its opening line. */
function attributeAbove(
  text: string,
  closer: number,
  indent: string,
  leads: readonly string[],
): number | undefined {
  const marks = leads.filter((lead) => !lead.startsWith('/') && lead !== '#');
  let first = closer;
  for (let lines = 0; first > 0 && lines < 100; lines++) {
    first = lineStart(text, first - 1);
    const line = text.slice(first, text.indexOf('\n', first)).trimEnd();
    if (line === '' || (line.startsWith(indent) && /^[ \t]/.test(line.slice(indent.length)))) continue;
    return isLead(line, indent, marks) ? first : undefined;
  }
  return undefined;
}
