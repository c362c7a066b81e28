import type { Span } from './function-spans';
import { lineStart } from './lead-in';

/** Longer lines on average are no layout: a minified module. */
const LONGEST_AVERAGE = 200;
/** A longer line is not looked at: hostile ones must not keep a pattern busy. */
const LONGEST_LINE = 300;

/**
 * Share of a callback that is other functions, read off its lines: a line as little indented as the first of the body
 * begins a block, and of a block all from its first line that opens a function (`opens`) is counted. Asking the tree for
 * every function costs as much as parsing in a file of tests. Undefined where the lines tell nothing.
 */
export function wrappedShare(text: string, { start, end }: Span, opens: RegExp): number | undefined {
  const first = text.indexOf('\n', start) + 1;
  const last = lineStart(text, end - 1);
  if (first === 0 || last <= first) return undefined;
  const indent = indentAt(text, first);
  let covered = 0;
  let lines = 0;
  /** Where a function of the block at hand opens. */
  let opened: number | undefined;
  /** What a callback returns is its work, whatever it is made of. */
  let returned = false;
  for (let at = first; at < last; lines++) {
    const next = text.indexOf('\n', at) + 1;
    const ink = indentAt(text, at);
    if (ink <= indent && !/[\r\n})\]]/.test(text.charAt(at + ink))) {
      if (opened !== undefined) covered += at - opened;
      opened = undefined;
      returned = text.startsWith('return', at + ink);
    }
    if (opened === undefined && !returned && next - at <= LONGEST_LINE && opens.test(text.slice(at, next)))
      opened = at;
    at = next;
  }
  if (opened !== undefined) covered += last - opened;
  return end - start > lines * LONGEST_AVERAGE ? undefined : covered / (end - start);
}

/** Blanks at the start of a line. */
function indentAt(text: string, at: number): number {
  let ink = at;
  while (text.charCodeAt(ink) === 0x20 || text.charCodeAt(ink) === 0x09) ink++;
  return ink - at;
}
