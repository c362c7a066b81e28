import type { Evidence } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';

/** UTF-16 offsets `[start, end)`. */
export interface Span {
  start: number;
  end: number;
}

/** Every place on its lines where a grounded quote stands; the whole lines where it stands there in pieces only. */
export function spansOfQuote(file: FileView, evidence: Evidence): Span[] {
  const lines = linesOf(file.text, evidence);
  const pattern = evidence.quote
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  if (pattern === '') return [];
  const found = [...file.text.slice(lines.start, lines.end).matchAll(new RegExp(pattern, 'g'))];
  if (found.length === 0) return [lines];
  return found.map(({ 0: whole, index }) => ({
    start: lines.start + index,
    end: lines.start + index + whole.length,
  }));
}

function linesOf(text: string, { line_start, line_end }: Evidence): Span {
  if (line_start === null || line_end === null) return { start: 0, end: text.length };
  let start = 0;
  for (let line = 1; line < line_start; line++) start = text.indexOf('\n', start) + 1 || text.length;
  let end = start;
  for (let line = line_start; line <= line_end; line++) {
    const next = text.indexOf('\n', end + (line === line_start ? 0 : 1));
    end = next < 0 ? text.length : next;
  }
  return { start, end };
}
