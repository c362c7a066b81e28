import { splitsPair } from '../byte-offsets';
import type { LineIndex } from '../line-index';

const MAX_LINES = 4;
const MAX_CHARS = 300;

/** Evidence as it stands in the file. */
export interface Quote {
  quote: string;
  line_start: number;
  line_end: number;
}

/** The whole lines around a match, from its first line on: at most 4 lines and 300 characters, always a real part of the text. */
export function quoteAt(text: string, lines: LineIndex, start: number, end: number): Quote {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  if (start === 0) from = 0;
  // A minified line: begin near the match.
  if (start - from > MAX_CHARS / 2) from = wholeCodePoint(text, start - 40);
  let to = from;
  for (let taken = 0; taken < MAX_LINES && (taken === 0 || to < end); taken++) {
    const next = lineEnd(text, taken === 0 ? start : to + 1);
    if (taken > 0 && next - from > MAX_CHARS) break;
    to = next;
  }
  if (to - from > MAX_CHARS) to = wholeCodePoint(text, from + MAX_CHARS);
  const quote = text.slice(from, to).replace(/\s+$/, '');
  const last = from + Math.max(0, quote.length - 1);
  return { quote, line_start: lines.lineAt(from), line_end: lines.lineAt(last) };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function wholeCodePoint(text: string, at: number): number {
  return splitsPair(text, at) ? at - 1 : at;
}
