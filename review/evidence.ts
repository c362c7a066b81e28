import { mapLists } from './entries';
import { FoldedText } from './folded-text';
import type { Evidence, ForensicEntry, ForensicReport } from './forensic-report';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { quoteReadings } from './quote-readings';

/** Lines of the file a shard holds, 1-based, inclusive. */
export interface ShardLines {
  first: number;
  last: number;
}

/**
 * Looks every quote of a report up in the file, white space folded: entries found are `grounded` and their lines are
 * those where the quote stands (of several places the one nearest to the claimed line), all others are kept with
 * `grounded: false`. A near miss is a miss. `text` is what the model saw, secrets masked. A report on one shard may count
 * lines from the shard's start: with `shard`, line numbers outside it are read so.
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
    return { ...suggestion, grounded: placeOf(suggestion.quote, null, file) !== null };
  });
}

function groundEntry(entry: ForensicEntry, file: FoldedText, shard: ShardLines | undefined): ForensicEntry {
  const { quote, line_start } = entry.evidence;
  const place = placeOf(quote, claimedLine(line_start, shard), file);
  if (!place) return { ...entry, grounded: false };
  return { ...entry, evidence: { quote, ...place }, grounded: true };
}

function claimedLine(line: number | null, shard: ShardLines | undefined): number | null {
  if (!shard) return line;
  if (line === null) return shard.first;
  return line >= shard.first && line <= shard.last ? line : shard.first + line - 1;
}

function placeOf(quote: string, line: number | null, file: FoldedText): Omit<Evidence, 'quote'> | null {
  for (const pieces of quoteReadings(quote)) {
    const place = piecesAt(pieces, line, file) ?? (line === null ? null : piecesAt(pieces, null, file));
    if (place) return { line_start: file.lineAt(place.start), line_end: file.lineAt(place.end - 1) };
  }
  return null;
}

/** Where all pieces stand in order, from the first one nearest to `line` on. */
function piecesAt(
  pieces: string[],
  line: number | null,
  file: FoldedText,
): { start: number; end: number } | null {
  const [first = '', ...rest] = pieces;
  const start = file.nearest(first, line);
  if (start < 0) return null;
  let end = start + first.length;
  for (const piece of rest) {
    const at = file.folded.indexOf(piece, end);
    if (at < 0) return null;
    end = at + piece.length;
  }
  return { start, end };
}
