import { headingOf, linesOutsideCode } from './markdown-lines';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { tablesOf } from './markdown-tables';

const FENCE = /^\s{0,30}(?:`{3,}|~{3,})/;
const ENDED = /[.!?…:;)\]}"'”’`*_|%。！？；）」』\p{Extended_Pictographic}]$/u;
/** Words and signs that no line ends with when its writer came to an end. */
const DANGLING =
  /(?:[,([{&/–—]|[:：][*_]{0,2}|\s[-=+:]|\b(?:the|an?|of|to|and|or|but|nor|with|without|for|in|on|by|that|which|whose|is|are|was|were|because|if|when|while|from|as|at|it|its|this|into|than|not))$/i;
const UNIT_MISSING = /\bconf\w{0,10}[\s*_:]{1,9}\d{1,2}(?:[.,]\d?)?$/i;
const UNIT_GIVEN = /\bconf\w{0,10}[\s*_:]{1,9}\d{1,3}(?:[.,]\d+)?\s?%/i;
const BULLET = /^\s{0,30}(?:[-*+•]|\d{1,3}[.)])\s+\S/;

/**
 * How a markdown answer shows that it was cut although the model's server says nothing of it, in one phrase; null for
 * one that may be whole. `raw` is the answer as it came, `text` the same stripped of its wrapping, `suggestions` what was
 * read from it.
 */
export function cutOff(raw: string, text: string, suggestions: readonly MarkdownSuggestion[]): string | null {
  const lines = linesOutsideCode(text);
  if (openFence(text) !== null) return 'a fenced block is not closed';
  const at = lines.findLastIndex((line) => line.trim() !== '');
  const last = (lines[at] ?? '').trimEnd();
  // Behind whole answers stands a line break, the fence's end or an end mark of the model; behind some nothing.
  if (at < 0 || !raw.replace(/[ \t]{1,99}$/, '').endsWith(last)) return null;
  const row = rowCut(lines, at);
  if (row !== undefined) return row;
  if (headingOf(last)?.level !== undefined && /^\s{0,3}#/.test(last)) return 'it ends with a heading';
  if (/^\s{0,30}(?:[-*+•#>]|\d{1,3}[.)]?)$/.test(last)) return 'its last item is empty';
  if (openMark(last)) return 'emphasis or code in its last line is not closed';
  if (UNIT_MISSING.test(last) && UNIT_GIVEN.test(text)) return 'its last confidence has no percent sign';
  if (DANGLING.test(last)) return `its last line ends with "${last.slice(-12).trim()}"`;
  if (ENDED.test(last)) return null;
  if (bulletCut(lines, at, last)) return 'its last item ends in the middle of a sentence';
  const others = suggestions.slice(0, -1);
  const missing = suggestions.at(-1)?.confidence === null && BULLET.test(last);
  return missing && others.every(({ confidence }) => confidence !== null)
    ? 'its last suggestion alone has no confidence and no full stop'
    : null;
}

/** Of a last line that is a table's: how it is cut, or null where it is whole; undefined for any other line. */
function rowCut(lines: readonly string[], at: number): string | null | undefined {
  const table = tablesOf(lines).find(({ end }) => end - 1 === at);
  if (!table) return undefined;
  if (!/[^|\s]/.test(lines[at] ?? '')) return 'its last table row is empty';
  const piped = (line: string | undefined): boolean => /\|\s*$/.test((line ?? '').slice(-200));
  const width = table.header.length;
  const cells = table.rows.at(-1)?.length ?? 0;
  if (piped(lines[table.start]) && !piped(lines[at])) return 'its last table row is not closed';
  const others = table.rows.slice(0, -1);
  if (cells < width && others.every((row) => row.length >= width)) {
    return `its last table row has ${cells} of ${width} cells`;
  }
  return null;
}

/** The other items of the list end their sentences, the last one does not. */
function bulletCut(lines: readonly string[], at: number, last: string): boolean {
  if (!BULLET.test(last)) return false;
  const others = lines.slice(0, at).filter((line) => BULLET.test(line));
  return others.length > 1 && others.every((line) => ENDED.test(line.trimEnd()));
}

function openMark(line: string): boolean {
  const plain = line.replace(/(`{1,3})[^`\n]{0,2000}?\1/g, '');
  return plain.includes('`') || (plain.split('**').length - 1) % 2 === 1;
}

/** Where the fenced block begins that a text ends inside of, as an offset; null where all blocks are closed. */
export function openFence(text: string): number | null {
  let fence: string | null = null;
  let start = 0;
  let at = -1;
  for (const line of text.split('\n')) {
    const lineAt = at + 1;
    at = lineAt + line.length;
    const mark = FENCE.exec(line)?.[0].trim();
    if (mark === undefined) continue;
    if (fence === null) {
      fence = mark;
      start = lineAt;
    } else if (mark.startsWith(fence) && /^[`~]+$/.test(line.trim())) fence = null;
  }
  return fence === null ? null : start;
}
