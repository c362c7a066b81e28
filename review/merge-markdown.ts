import { foldSpace } from './fold-space';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { lowestScore } from './merge';
import { statedConfidences } from './parse-markdown';
import { dropShardNames } from './shard-names';

export interface MarkdownPart {
  score: number | null;
  suggestions: readonly MarkdownSuggestion[];
}

export interface MergedMarkdown {
  /** The whole review as text; `parseMarkdown` reads the same score and suggestions out of it. */
  markdown: string;
  score: number | null;
  suggestions: MarkdownSuggestion[];
  confidences: number[];
}

/**
 * One markdown review of a whole file out of those of its shards: one table of all suggestions in the order of the
 * shards, the same suggestion once with its higher confidence, no shard titles. The score is the lowest unless `reduced`
 * brings the reduce ladder's; its narrative stands above the table.
 */
export function mergeMarkdown(
  parts: readonly MarkdownPart[],
  reduced: { score: number | null; narrative: string | null } = { score: null, narrative: null },
): MergedMarkdown {
  const suggestions = distinct(parts.flatMap((part) => part.suggestions));
  const score = reduced.score ?? lowestScore(parts.map((part) => part.score));
  const markdown = [
    '# Review of the whole file',
    ...(score === null ? [] : [`Score: ${score}/10`]),
    ...(reduced.narrative === null ? [] : [reduced.narrative.trim()]),
    '## Suggestions',
    suggestionTable(suggestions),
  ].join('\n\n');
  return { markdown: `${markdown}\n`, score, suggestions, confidences: statedConfidences(suggestions) };
}

function distinct(all: readonly MarkdownSuggestion[]): MarkdownSuggestion[] {
  const kept = new Map<string, MarkdownSuggestion>();
  for (const given of all) {
    const text = foldSpace(dropShardNames(given.text));
    if (text === '') continue;
    const key = JSON.stringify([text, foldSpace(given.quote ?? '')]);
    kept.set(key, joined(text, [kept.get(key), given]));
  }
  return [...kept.values()];
}

/** The same suggestion said by several: the highest confidence, grounded where one of them is; order is no matter. */
function joined(text: string, said: readonly (MarkdownSuggestion | undefined)[]): MarkdownSuggestion {
  const all = said.filter((suggestion) => suggestion !== undefined);
  const confidences = statedConfidences(all);
  const [quote] = all.flatMap((suggestion) => suggestion.quote ?? []).sort();
  const grounded = all.flatMap((suggestion) => suggestion.grounded ?? []);
  const [lines] = all
    .flatMap((suggestion) => suggestion.lines ?? [])
    .sort((a, b) => a.first - b.first || a.last - b.last);
  return {
    text,
    confidence: confidences.length > 0 ? Math.max(...confidences) : null,
    ...(quote === undefined ? {} : { quote }),
    ...(grounded.length > 0 ? { grounded: grounded.includes(true) } : {}),
    ...(lines === undefined ? {} : { lines }),
  };
}

function suggestionTable(suggestions: readonly MarkdownSuggestion[]): string {
  const quotes = suggestions.some((suggestion) => suggestion.quote !== undefined);
  const rows = suggestions.map(({ text, confidence, quote }, i) => [
    `${i + 1}`,
    cell(text),
    ...(quotes ? [quote === undefined ? '-' : cell(`\`\` ${foldSpace(quote)} \`\``)] : []),
    confidence === null ? '-' : `${confidence}%`,
  ]);
  const header = ['#', 'Suggestion', ...(quotes ? ['Quote'] : []), 'Confidence'];
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return foldSpace(text).replaceAll('|', '\\|');
}
