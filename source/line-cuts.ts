import { splitsPair } from './byte-offsets';
import { MID_TOKEN, type Cut } from './cut';

const BLANK = 0x0a;

/**
 * A cut before every line that starts inside `(from, to)`. The less a line is indented the better; a line after a blank
 * one is better still, a line that only closes something is worse.
 */
export function lineCuts(text: string, from: number, to: number, base = 0.3): Cut[] {
  const cuts: Cut[] = [];
  for (let at = text.indexOf('\n', from) + 1; at > 0 && at < to; at = text.indexOf('\n', at) + 1) {
    if (at > from) cuts.push({ at, penalty: base + linePenalty(text, at) });
  }
  return cuts;
}

function linePenalty(text: string, at: number): number {
  let first = at;
  while (text.charCodeAt(first) === 0x20 || text.charCodeAt(first) === 0x09) first++;
  const char = text.charAt(first);
  if (char === '\n' || char === '\r' || char === '') return 0.3;
  const closes = char === '}' || char === ')' || char === ']' ? 0.3 : 0;
  const before = text.charCodeAt(at - 2) === 0x0d ? at - 3 : at - 2;
  const afterBlank = before >= 0 && text.charCodeAt(before) === BLANK ? -0.1 : 0;
  return Math.min(first - at, 24) * 0.012 + closes + afterBlank;
}

/** Cuts inside `(from, to)` about every `step` UTF-16 units, never inside a code point or between CR and LF. */
export function codePointCuts(text: string, from: number, to: number, step: number): Cut[] {
  const cuts: Cut[] = [];
  for (let next = from + step; next < to; next += step) {
    const inside = splitsPair(text, next) || (text[next - 1] === '\r' && text[next] === '\n');
    const at = inside ? next - 1 : next;
    if (at > from) cuts.push({ at, penalty: MID_TOKEN });
  }
  return cuts;
}
