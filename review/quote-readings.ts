import { foldSpace } from './fold-space';

const MIN_CHARS = 4;
const ELLIPSIS = /\s*(?:\/\/|\/\*|#|--|<!--)?\s*(?:\[\s*(?:\.{3,}|…)\s*\]|\.{3,}|…)\s*(?:\*\/|-->)?\s*/;
const LINE_NUMBER = /^\s*(?:L(?:ine)?\s*)?\d{1,7}\s*(?:[|:│]\s?|\t)/i;

/**
 * The ways a quote may be meant, each as folded pieces to be found in order: as it is; without backticks or a fence
 * around it; without line numbers before every line (`12 | code`, `12: code`); and each of these cut at ellipses.
 * Empty when the quote is trivial: under four characters, or nothing but punctuation.
 */
export function quoteReadings(quote: string): string[][] {
  const plain = [quote, unwrapped(quote)];
  const texts = [...new Set([...plain, ...plain.map(withoutLineNumbers)])];
  const whole = texts.map((text) => [foldSpace(text)]);
  const cut = texts
    .filter((text) => ELLIPSIS.test(text))
    .map((text) =>
      text
        .split(ELLIPSIS)
        .map(foldSpace)
        .filter((p) => p !== ''),
    );
  return [...whole, ...cut].filter((pieces) => pieces.length > 0 && pieces.every(saysSomething));
}

function saysSomething(piece: string): boolean {
  return piece.replaceAll(' ', '').length >= MIN_CHARS && /[\p{L}\p{N}]/u.test(piece);
}

function unwrapped(quote: string): string {
  const fenced = /^\s*```[^\n`]*\n([\s\S]*?)\n?\s*```\s*$/.exec(quote)?.[1];
  return fenced ?? /^\s*(`+)([\s\S]*[^`])\1\s*$/.exec(quote)?.[2] ?? quote;
}

function withoutLineNumbers(quote: string): string {
  const lines = quote.split('\n');
  const numbered = lines.every((line) => line.trim() === '' || LINE_NUMBER.test(line));
  return numbered ? lines.map((line) => line.replace(LINE_NUMBER, '')).join('\n') : quote;
}
