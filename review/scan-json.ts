/** Deeper nesting than any report has; beyond it a text is no answer but an attack on the parser. */
const MAX_DEPTH = 64;

export type JsonScan = { end: number } | { open: number };

/**
 * Finds where the JSON value that starts at `start` (a `{` or `[`) ends: the offset after its last bracket, or how many
 * brackets are still open at the end of the text. Knows strings in double quotes, in single quotes where a key or value
 * may start, in backticks likewise, and comments. With `lenient`, a quote inside a string that is not followed by `,`,
 * `:` or a closing bracket is taken for text: models forget to escape quotes in the code they quote.
 */
export function scanJson(text: string, start: number, lenient = false): JsonScan {
  let depth = 0;
  let last = '';
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '"' || ((char === "'" || char === '`') && /[[{,:]/.test(last))) {
      const close = endOfString(text, at, char, lenient);
      if (close < 0) return { open: depth };
      at = close;
    } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const close = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 1;
      if (close <= 0) return { open: depth };
      at = close;
      continue;
    } else if (char === '{' || char === '[') {
      if (++depth > MAX_DEPTH) return { open: depth };
    } else if ((char === '}' || char === ']') && --depth === 0) return { end: at + 1 };
    if (char.trim() !== '') last = char;
  }
  return { open: depth };
}

/** The text with double quotes inside strings escaped, told apart by the lenient rule of `scanJson`. */
export function escapeInnerQuotes(text: string): string {
  let out = '';
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') {
      out += char + (text[++at] ?? '');
      continue;
    }
    const inner = char === '"' && inside && !endsValue(text, at + 1);
    if (char === '"' && !inner) inside = !inside;
    out += inner ? '\\"' : char;
  }
  return out;
}

/** Offset of the quote that ends the string opened at `at`; -1 when the text ends inside it. */
function endOfString(text: string, at: number, quote: string, lenient: boolean): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote && (!lenient || endsValue(text, i + 1))) return i;
  }
  return -1;
}

function endsValue(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && (text[at] as string).trim() === '') at++;
  return at >= text.length || /[,:}\]]/.test(text[at] as string);
}
