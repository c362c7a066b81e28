import { openFence } from './cut-off';
import type { JsonPiece } from './extract-json';

/**
 * Whether an answer goes on behind its last report with one more that it was cut in before its first key: with a brace
 * or a bracket that is not closed, or inside a fence. The report before it could be a draft.
 */
export function startsAnother(text: string, pieces: readonly JsonPiece[]): boolean {
  const last = pieces.at(-1);
  if (!last) return false;
  if ((openFence(text) ?? -1) >= last.end) return true;
  const tail = text.slice(last.end);
  const near = tail.slice(-200);
  return /(?:\{|(?:^|\n)[ \t]*\[)[^{}\]]*$/.test(near);
}
