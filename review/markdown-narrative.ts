import { headingOf, linesOutsideCode } from './markdown-lines';
import { tablesOf } from './markdown-tables';
import { parseScore } from './score';

const BULLET = /^\s*(?:[-*+•]|\d{1,3}[.)])\s/;

/** The prose of a markdown answer: no headings, tables, bullets, code, nor the line that gives the score. */
export function markdownNarrative(text: string): string | null {
  const lines = linesOutsideCode(text);
  const inTable = new Set(
    tablesOf(lines).flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
  );
  const prose = lines.filter((line, i) => {
    if (inTable.has(i) || headingOf(line) || BULLET.test(line)) return false;
    return !(line.length < 80 && parseScore(line) !== null);
  });
  const narrative = prose
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return narrative === '' ? null : narrative;
}
