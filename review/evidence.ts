import { mapLists } from './entries';
import { findQuote, findText, type Claimed, type Lines } from './find-quote';
import { foldQuote } from './fold-space';
import { FoldedText } from './folded-text';
import type { ForensicEntry, ForensicReport } from './forensic-report';
import type { MarkdownSuggestion } from './markdown-suggestion';

/** Lines of the file a shard holds, 1-based, inclusive. */
export type ShardLines = Lines;

/**
 * Looks every quote of a report up in the file, white space folded: entries found are `grounded` and their lines are
 * those where the quote stands (of several places the one nearest to the claimed lines), all others are kept with
 * `grounded: false`. A near miss is a miss, and a trivial quote proves nothing. `text` is what the model saw, secrets
 * masked. A report on one shard may count lines from the shard's start: with `shard`, line numbers outside it are read
 * so, and of several places one in the shard is meant.
 */
export function groundReport(report: ForensicReport, text: string, shard?: ShardLines): ForensicReport {
  const file = new FoldedText(text);
  return mapLists(report, (entries) => entries.map((entry) => groundEntry(entry, file, shard)));
}

/** The same for suggestions of a markdown review; those that quote nothing are left as they are. */
export function groundMarkdown(
  suggestions: readonly MarkdownSuggestion[],
  text: string,
): MarkdownSuggestion[] {
  const file = new FoldedText(text);
  return suggestions.map((suggestion) => {
    if (suggestion.quote === undefined) return suggestion;
    const place = findQuote(suggestion.quote, file, { lines: null, within: null });
    return { ...suggestion, grounded: place !== null, ...(place ? { lines: place } : {}) };
  });
}

function groundEntry(entry: ForensicEntry, file: FoldedText, shard: ShardLines | undefined): ForensicEntry {
  const { quote, line_start, line_end } = entry.evidence;
  const claimed = claimedPlace(line_start ?? line_end, line_end ?? line_start, shard);
  // A rule's quote was cut out of the file by the program: it may be short, and end inside a word.
  const place =
    entry.rule === undefined
      ? findQuote(quote, file, claimed)
      : findText(foldQuote(quote.normalize('NFC')), file, claimed);
  if (!place) return { ...entry, grounded: false };
  return { ...entry, evidence: { quote, line_start: place.first, line_end: place.last }, grounded: true };
}

function claimedPlace(start: number | null, end: number | null, shard: ShardLines | undefined): Claimed {
  const within = shard ?? null;
  if (start === null || end === null) return { lines: null, within };
  const first = Math.min(start, end);
  const last = Math.max(start, end);
  const counted = within === null || (first >= within.first && first <= within.last);
  const shift = counted ? 0 : within.first - 1;
  return { lines: { first: first + shift, last: last + shift }, within };
}
