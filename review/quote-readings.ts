import { foldQuote, isEmptyPair } from './fold-space';
import { quoteTexts, type QuoteText } from './quote-texts';
import { saysSomething } from './says-something';

/** A run of text that must stand in the file as it is, white space folded. */
export interface QuotePiece {
  text: string;
  /** Where an ellipsis stands right at a word (`read_to_st...`), the cut may go through it. */
  open: { start: boolean; end: boolean };
  /** Offsets in `text` that must be the first on their line of the file. */
  lineStarts: number[];
}

const OPENER = String.raw`(?:\/{2,3}|\/\*{1,2}|#{1,6}|--|;{1,3}|%|\{\/\*|<!--)`;
const CLOSER = String.raw`(?:\*\/\}?|-->)`;
const DOTS = String.raw`(?:\.{3,6}|…)`;
const OMITTED = String.raw`(?:(?:rest|remaining|existing|unchanged|omitted|snip|snipped|elided|truncated|more|other|same|code|lines?|body|of|the|function|method|class|file|here|as|before|above|below|for|brevity)\b[\s,;:]*)+`;
/** A comment or bracket that says that something was left out, or bare dots that are no spread, rest or range operator. */
const ELLIPSIS = new RegExp(
  [
    String.raw`\s*${OPENER}\s*[[(]?\s*${DOTS}\s*(?:${OMITTED})?${DOTS}?\s*[\])]?\s*(?:${CLOSER}|(?=\n|$))\s*`,
    String.raw`\s*[[<(]\s*(?:${DOTS}|snip|snipped|omitted)\s*[\]>)]\s*`,
    String.raw`\s*…\s*`,
    String.raw`\s*(?<!\.)\.{3,6}(?![\w$.[{(@"'*&])\s*`,
  ].join('|'),
  'i',
);

/**
 * The ways a quote may be meant, each as pieces to be found in order: as it is and undressed (see `quoteTexts`), whole
 * and cut at ellipses. At least one piece of a reading says something (`fn load(path) {` of `fn load(path) { ... }`), so
 * a trivial quote has no reading.
 */
export function quoteReadings(quote: string): QuotePiece[][] {
  const texts = quoteTexts(quote.normalize('NFC'));
  const whole = texts.map((text) => [pieceOf(text, false, false)]);
  const cut = texts.map(cutAtEllipses).filter((pieces) => pieces.length > 0);
  return [...whole, ...cut].filter((pieces) => pieces.some((piece) => saysSomething(piece.text)));
}

/** Empty where the text has no ellipsis. */
function cutAtEllipses(text: QuoteText): QuotePiece[] {
  const pieces: QuotePiece[] = [];
  // Blanks are few from here on, so that no run of them costs the pattern its square.
  const folded = text.text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n');
  let left = folded;
  let openStart = false;
  let { lineStart } = text;
  for (let match = ELLIPSIS.exec(left); match; match = ELLIPSIS.exec(left)) {
    const attached = /^(?:\.{3}|…)/.test(match[0]);
    pieces.push(pieceOf({ ...text, lineStart, text: left.slice(0, match.index) }, openStart, attached));
    lineStart = text.lineStart && match[0].includes('\n');
    openStart = /(?:\.{3}|…)$/.test(match[0]);
    left = left.slice(match.index + match[0].length);
  }
  if (left === folded) return [];
  pieces.push(pieceOf({ ...text, lineStart, text: left }, openStart, false));
  return pieces.filter((piece) => piece.text !== '');
}

function pieceOf({ text, lineStart, lineBreaks }: QuoteText, start: boolean, end: boolean): QuotePiece {
  const lineStarts: number[] = [];
  let folded = '';
  for (const part of text.split('\n')) {
    const line = foldQuote(part);
    if (line === '') continue;
    const first = folded === '';
    if (!first && !isEmptyPair(folded, line)) folded += ' ';
    if (first ? lineStart : lineBreaks) lineStarts.push(folded.length);
    folded += line;
  }
  return { text: folded, open: { start, end }, lineStarts };
}
