import { emptyReport, type ForensicEntry, type ForensicReport } from './forensic-report';
import type { MarkdownSuggestion } from './markdown-suggestion';

/**
 * A markdown review as a forensic report, for files whose shards answered in both formats: each suggestion is a required
 * next action, its evidence the quote it gives, else its longest code span. Part of a file that was only given
 * suggestions cannot be said to pass, so the verdict is `needs_patch`.
 */
export function markdownAsReport(part: {
  score: number | null;
  suggestions: readonly MarkdownSuggestion[];
}): ForensicReport {
  const required_next_actions = part.suggestions.map(({ text, confidence, quote }): ForensicEntry => {
    const evidence = { quote: quote ?? longestSpan(text), line_start: null, line_end: null };
    return { claim: text, evidence, confidence };
  });
  return { ...emptyReport(), verdict: 'needs_patch', alignment_score: part.score, required_next_actions };
}

function longestSpan(text: string): string {
  const spans = [...text.matchAll(/(`{1,8})(.{1,2000}?)\1/g)].map((match) => match[2] ?? '');
  return spans.reduce((longest, span) => (span.length > longest.length ? span : longest), '').trim();
}
