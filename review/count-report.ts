import { DEFECT_LISTS, entriesOf, groundedIn } from './entries';
import { LIST_NAMES, type ForensicReport, type ListName } from './forensic-report';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { statedConfidences } from './parse-markdown';

/** The counted columns of a `scrum_reviews` row, by their names there. */
export type ReviewCounts = Record<`${ListName}_count`, number> & {
  confidences: number[];
  /** One decimal; null without confidences. */
  confidence_avg: number | null;
  confidence_min: number | null;
  findings_count: number;
  ungrounded_count: number;
};

/** Counts of a grounded report: grounded entries only, findings being those of the six defect lists. */
export function countReport(report: ForensicReport): ReviewCounts {
  const entries = entriesOf(report);
  const grounded = entries.filter((entry) => entry.grounded === true);
  return {
    ...counts((list) => groundedIn(report, list).length),
    ...confidencesOf(grounded),
    findings_count: DEFECT_LISTS.reduce((sum, list) => sum + groundedIn(report, list).length, 0),
    ungrounded_count: entries.length - grounded.length,
  };
}

/**
 * Counts of a markdown review: each suggestion is a finding, unless it quotes something that is nowhere in the file; it
 * has no lists, so their counts are 0.
 */
export function countMarkdown(suggestions: readonly MarkdownSuggestion[]): ReviewCounts {
  const counted = suggestions.filter((suggestion) => suggestion.grounded !== false);
  return {
    ...counts(() => 0),
    ...confidencesOf(counted),
    findings_count: counted.length,
    ungrounded_count: suggestions.length - counted.length,
  };
}

function counts(of: (list: ListName) => number): Record<`${ListName}_count`, number> {
  const pairs = LIST_NAMES.map((list) => [`${list}_count`, of(list)] as const);
  return Object.fromEntries(pairs) as Record<`${ListName}_count`, number>;
}

function confidencesOf(entries: readonly { confidence: number | null }[]) {
  const confidences = statedConfidences(entries);
  if (confidences.length === 0) return { confidences, confidence_avg: null, confidence_min: null };
  const average = confidences.reduce((a, b) => a + b) / confidences.length;
  return {
    confidences,
    confidence_avg: Math.round(average * 10) / 10,
    confidence_min: confidences.reduce((a, b) => Math.min(a, b)),
  };
}
