import { textAround, type JsonPiece } from './extract-json';
import { parseMarkdown } from './parse-markdown';
import type { OutputFormat } from './vocabulary';

/** Characters around a report that may still be a review of their own. */
const MAX_AROUND = 200_000;

/**
 * Format of an answer, told from the answer itself, whatever was asked for; `pieces` are the report-like JSON values in
 * it. A markdown review that quotes a report (the reviewed code may hold one, planted there) stays markdown: beside a full
 * review, JSON counts only where it is most of the text.
 */
export function outputFormat(answer: string, pieces: readonly JsonPiece[]): OutputFormat {
  if (pieces.length === 0) return 'markdown';
  const inside = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  if (inside * 2 >= answer.length || answer.length - inside > MAX_AROUND) return 'forensic_json';
  const around = parseMarkdown(textAround(answer, pieces));
  return around.score !== null && around.suggestions.length > 0 ? 'markdown' : 'forensic_json';
}
