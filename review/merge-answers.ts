import type { AcceptedAnswer, AcceptedMarkdown } from './answer-reading';
import { groundMarkdown, groundReport, type ShardLines } from './evidence';
import type { ForensicReport } from './forensic-report';
import { markdownAsReport } from './markdown-as-report';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { mergeMarkdown } from './merge-markdown';
import { mergeReports } from './merge';
import { lowerVerdict } from './verdict';

export interface ShardAnswer {
  reading: AcceptedAnswer;
  /** Where the shard stands in the file; absent when not known. */
  lines?: ShardLines;
}

export type MergedReview =
  | { format: 'forensic_json'; report: ForensicReport }
  | { format: 'markdown'; markdown: string; suggestions: MarkdownSuggestion[]; score: number | null };

/**
 * The review of a whole file out of the accepted answers of all its shards, grounded in the file's `text` (secrets
 * masked, as the models saw it). Markdown only where every shard answered so; with one forensic answer among them the
 * suggestions of the others become required next actions, so that nothing is lost and the file has a verdict. `reduce`,
 * the accepted answer of the reduce ladder, gives narrative and score; without it the score is the lowest of the shards.
 */
export function mergeAnswers(
  parts: readonly ShardAnswer[],
  text: string,
  reduce: AcceptedAnswer | null = null,
): MergedReview {
  const markdown = parts
    .map((part) => part.reading)
    .filter((r): r is AcceptedMarkdown => r.format === 'markdown');
  if (markdown.length === parts.length) {
    const merged = mergeMarkdown(markdown, {
      score: reduce?.score ?? null,
      narrative: reduce?.narrative ?? null,
    });
    return {
      format: 'markdown',
      markdown: merged.markdown,
      suggestions: groundMarkdown(merged.suggestions, text),
      score: merged.score,
    };
  }
  const grounded = parts.map(({ reading, lines }) => {
    const report = reading.format === 'markdown' ? markdownAsReport(reading) : reading.report;
    return groundReport(report, text, lines);
  });
  const report = mergeReports(grounded);
  if (reduce) {
    report.alignment_score = reduce.score ?? report.alignment_score;
    // The reducer saw every report: its verdict can lower the file's, never raise it.
    if (reduce.format === 'forensic_json')
      report.verdict = lowerVerdict(report.verdict, reduce.report.verdict);
    if (reduce.narrative !== null) report.narrative = reduce.narrative;
  }
  return { format: 'forensic_json', report };
}
