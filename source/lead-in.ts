/** Start of the line `at` is on. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** How far back a line's start is looked for: code stands at less, and minified files must not cost a scan a node. */
const WIDEST_INDENT = 400;

/** Start of the line `at` is on, or undefined when that is further back than code is ever indented. */
export function nearLineStart(text: string, at: number): number | undefined {
  const from = Math.max(0, at - WIDEST_INDENT);
  const newline = text.slice(from, at).lastIndexOf('\n');
  if (newline >= 0) return from + newline + 1;
  return from === 0 ? 0 : undefined;
}

/**
 * Where a declaration that starts at `start` begins when the doc comments, attributes and decorators directly above it
 * (same indentation, no blank line between) are counted in. `leads` are the line starts that make such a line.
 * A declaration that does not stand first on its line has no lead-in.
 */
export function leadStart(text: string, start: number, leads: readonly string[]): number {
  const own = nearLineStart(text, start);
  if (own === undefined) return start;
  const indent = text.slice(own, start);
  if (indent.trim() !== '') return start;
  let top = own;
  while (top > 0) {
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
  // Inner doc comments and attributes speak of the file, not of what follows.
  if (rest.startsWith('//!') || rest.startsWith('#![')) return false;
  return leads.some((lead) => rest.startsWith(lead));
}

function blockCommentAbove(text: string, below: number, indent: string): number | undefined {
  const open = text.lastIndexOf('/*', below);
  if (open < 0) return undefined;
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
