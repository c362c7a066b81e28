import type { FoldedText } from './folded-text';
import { quoteReadings, type QuotePiece } from './quote-readings';

/** Lines, 1-based, inclusive. */
export interface Lines {
  first: number;
  last: number;
}

/** Where an answer says a quote stands; either may be missing. */
export interface Claimed {
  lines: Lines | null;
  /** The part of the file its model was shown. */
  within: Lines | null;
}

/**
 * What an ellipsis may leave out at most: about the longest function that is read as one place. Without a bound the
 * pieces of a quote could be gathered from places that have nothing to do with each other. Characters bound it too, for
 * files whose lines are long.
 */
const MOST_LINES_LEFT_OUT = 60;
const MOST_CHARS_LEFT_OUT = 6000;

/**
 * The lines on which a quote stands in a file; null where no reading of it does. Of several places: one the model was
 * shown, then one that touches the claimed lines, then the one that starts nearest to them, then the one that ends
 * nearest, then the shortest, then the first.
 */
export function findQuote(quote: string, file: FoldedText, claimed: Claimed): Lines | null {
  for (const pieces of quoteReadings(quote)) {
    const places = placesOf(pieces, file);
    const best = nearest(places, claimed);
    if (best) return best;
  }
  return null;
}

/** Where a text of the program's own stands: it may be short and cut anywhere. */
export function findText(text: string, file: FoldedText, claimed: Claimed): Lines | null {
  const open = { start: true, end: true };
  return text === '' ? null : nearest(placesOf([{ text, open, lineStarts: [] }], file), claimed);
}

/** Every place where the pieces stand in order and close together; of several ends the closest. */
function placesOf(pieces: readonly QuotePiece[], file: FoldedText): Lines[] {
  let places: Span[] | null = null;
  for (const piece of [...pieces].reverse()) {
    const here = occurrences(piece, file);
    places = places === null ? here : joined(here, places, file);
    if (places.length === 0) return [];
  }
  return (places ?? []).map(({ start, end }) => ({ first: file.lineAt(start), last: file.lineAt(end - 1) }));
}

interface Span {
  start: number;
  /** Where its first piece ends. */
  pieceEnd: number;
  end: number;
}

function occurrences({ text, open, lineStarts }: QuotePiece, file: FoldedText): Span[] {
  return file
    .occurrences(text, open)
    .filter((at) => lineStarts.every((offset) => file.startsLine(at + offset)))
    .map((start) => ({ start, pieceEnd: start + text.length, end: start + text.length }));
}

/** Both in order of `start`, so one pass finds for each the first that follows it. */
function joined(before: readonly Span[], after: readonly Span[], file: FoldedText): Span[] {
  const found: Span[] = [];
  let next = 0;
  for (const { start, pieceEnd } of before) {
    while (next < after.length && (after[next]?.start ?? 0) < pieceEnd) next++;
    const follower = after[next];
    if (!follower) break;
    const lines = file.lineAt(follower.start) - file.lineAt(pieceEnd - 1) - 1;
    if (lines > MOST_LINES_LEFT_OUT || follower.start - pieceEnd > MOST_CHARS_LEFT_OUT) continue;
    found.push({ start, pieceEnd, end: follower.end });
  }
  return found;
}

function nearest(places: readonly Lines[], { lines, within }: Claimed): Lines | null {
  const distanceOf = ({ first, last }: Lines): number[] => [
    within === null || (first >= within.first && last <= within.last) ? 0 : 1,
    lines === null || (first <= lines.last && last >= lines.first) ? 0 : 1,
    lines === null ? 0 : Math.abs(first - lines.first),
    lines === null ? 0 : Math.abs(last - lines.last),
    last - first,
  ];
  let best: Lines | null = null;
  let least: number[] = [];
  for (const place of places) {
    const distance = distanceOf(place);
    if (best !== null && !isLess(distance, least)) continue;
    best = place;
    least = distance;
  }
  return best;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
