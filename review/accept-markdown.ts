import { CONFIDENCE_FROM } from './accept-forensic';
import type { AcceptedMarkdown, RejectedAnswer } from './answer-reading';
import { markdownNarrative } from './markdown-narrative';
import { parseMarkdown } from './parse-markdown';
import { thin } from './thin';

/** Characters a markdown review has at least. */
export const MIN_MARKDOWN = 400;
/** Characters no review of one file needs: beyond them a model has lost itself, or somebody else wrote the answer. */
const MAX_MARKDOWN = 200_000;
const REPEATING_LINES = 20;
const DISTINCT_SHARE = 0.2;

/** Whether a markdown answer counts as a review: a score, a suggestion, 400 characters, and confidences. */
export function acceptMarkdown(answer: string): AcceptedMarkdown | RejectedAnswer {
  const { length } = answer;
  if (length > MAX_MARKDOWN) {
    return thin('markdown', `markdown of ${length} characters, at most ${MAX_MARKDOWN} are read`);
  }
  const { score, suggestions, confidences } = parseMarkdown(answer);
  const missing = [
    ...(score === null ? ['no score of N/10'] : []),
    ...(suggestions.length === 0 ? ['no suggestion (table row or bullet)'] : []),
  ];
  if (missing.length > 0)
    return thin('markdown', `markdown of ${length} characters with ${missing.join(' and ')}`);
  if (length < MIN_MARKDOWN) {
    return thin('markdown', `markdown of ${length} characters, at least ${MIN_MARKDOWN} are needed`);
  }
  if (suggestions.length >= CONFIDENCE_FROM && confidences.length === 0) {
    return thin(
      'markdown',
      `markdown with ${suggestions.length} suggestions and no confidence, every suggestion needs one`,
    );
  }
  const repeated = repetition(answer);
  if (repeated) return thin('markdown', repeated);
  return {
    acceptable: true,
    format: 'markdown',
    markdown: answer,
    score,
    suggestions,
    confidences,
    narrative: markdownNarrative(answer),
  };
}

/** A small model caught in a loop prints the same few lines for ever. */
function repetition(answer: string): string | null {
  const lines = answer
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const distinct = new Set(lines).size;
  if (lines.length < REPEATING_LINES || distinct >= lines.length * DISTINCT_SHARE) return null;
  return `markdown of ${lines.length} lines that repeats itself: only ${distinct} of them differ`;
}
