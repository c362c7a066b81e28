import { bulletSuggestions } from './bullet-suggestions';
import { linesOutsideCode } from './markdown-lines';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { tablesOf } from './markdown-tables';
import { parseScore } from './score';
import { suggests, tableSuggestions } from './table-suggestions';

export interface ParsedMarkdown {
  /** 0-10; null when the answer gave none. */
  score: number | null;
  suggestions: MarkdownSuggestion[];
  /** 0-100, those of the suggestions that have one, in order. */
  confidences: number[];
}

/**
 * Reads a markdown review: its score, and its suggestions from table rows, else from bullets and numbered headings
 * (beside a table only bullets that state a confidence: the others are prose). Never throws.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
  const lines = linesOutsideCode(text);
  const tables = tablesOf(lines);
  const inTable = new Set(
    tables.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
  );
  const rows = tables.filter(suggests).flatMap(tableSuggestions);
  const bullets = bulletSuggestions(lines, (line) => inTable.has(line));
  const suggestions = rows.length > 0 ? [...rows, ...bullets.filter((b) => b.confidence !== null)] : bullets;
  return { score: parseScore(lines.join('\n')), suggestions, confidences: statedConfidences(suggestions) };
}

export function statedConfidences(suggestions: readonly { confidence: number | null }[]): number[] {
  return suggestions.flatMap(({ confidence }) => confidence ?? []);
}
