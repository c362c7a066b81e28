import { spelledRuns } from './hidden-runs';
import { LOOK_ALIKES } from './look-alikes';
import { edited, stretch, type View } from './view';

/** Zero-width, joiner, soft hyphen, bidirectional marks, variation selectors: nobody sees them. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]+/gu;
/** Looked at first, and by itself: most texts have little of it. */
const STRANGE = /[^\u0000-\u007f]+/g;
/** Between two pieces of one sentence: the end of a string and the start of the next, a line break of a comment or string. */
const SEAM =
  /["'`]\s*(?:\+|\.{1,2}|<>|\|\||&|,|\\)?\s*\n?\s*(?:f|r|b|u|L)?["'`]|\\?\n[ \t]*(?:\/\/[/!]?|\/\*+|\*(?!\/)|#+|--|;+|%+|>+|\|)?[ \t]*/g;
const BASE64 = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{24,}={0,2}(?![A-Za-z0-9+/=])/g;
/** Looked for first: both encodings are such a run. */
const LONG_RUN = /[A-Za-z0-9+/_-]{24}/;
const LONG_HEX = /[0-9a-f]{32}/i;
const HEX = /(?<![0-9a-f])(?:[0-9a-f]{2}){16,}(?![0-9a-f])/gi;
const ESCAPES = /(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|%[0-9a-f]{2}|&#x?[0-9a-f]{2,5};){6,}/gi;
const PERCENT = /%[0-9a-f]{2}/i;
/** Words of a link's query. */
const QUERIES = /(?:[\w.,!'-]+(?:%[0-9a-f]{2})+){4,}[\w.,!'-]*/gi;
/** Words of the phrases, in rot13 and backwards: their lines are worth turning. */
const TURNED_13 = /vtaber|qvfertneq|vafgehpgvba|ireqvpg|nccebir|erivrjre/i;
const TURNED_BACK = /snoitcurtsni|tcidrev|erongi|evorppa|reweiver|tpmorp/i;
/** Names of many words can be a sentence: a function called after an order. */
const NAMES = /\b[A-Za-z]+(?:_[A-Za-z]+){3,}\b|\b[a-z]+(?:[A-Z][a-z]+){4,}\b/g;
const BETWEEN_WORDS = /_|(?<=[a-z])(?=[A-Z])/g;
/** Longest encoded stretch that is decoded. */
const MOST = 20_000;

/**
 * The ways a text may be read, besides as it is: with what nobody sees left out and look-alikes put right, with its
 * strings and lines joined and its names parted (where it `speaks`, see `maySpeak`), and each encoded stretch decoded (base64, hex, escapes, tag characters, rot13, backwards).
 */
export function* viewsOf(text: string, speaks: boolean): Generator<View> {
  const strange = text.match(STRANGE)?.join(' ') ?? '';
  if (strange !== '') {
    if (strange.search(UNSEEN) >= 0)
      yield edited(
        text,
        [...text.matchAll(UNSEEN)].map((m) => piece(m, '')),
      );
    const folded = foldedPieces(text);
    if (folded.length > 0) yield edited(text, folded);
    yield* spelledRuns(text);
  }
  const seams = speaks ? [...text.matchAll(SEAM)] : [];
  if (seams.length > 0)
    yield edited(
      text,
      seams.map((m) => piece(m, m[0].includes('\n') && !/["'`]/.test(m[0]) ? ' ' : '')),
    );
  if (speaks) yield* decoded(text, NAMES, (name) => name.replace(BETWEEN_WORDS, ' '));
  const encoded = LONG_RUN.test(text);
  if (encoded) yield* decoded(text, BASE64, (run) => printable(Buffer.from(run, 'base64')));
  if (encoded && LONG_HEX.test(text)) yield* decoded(text, HEX, (run) => printable(Buffer.from(run, 'hex')));
  const percent = PERCENT.test(text);
  if (percent || /\\[xu]|&#/.test(text)) yield* decoded(text, ESCAPES, unescaped);
  if (percent) yield* decoded(text, QUERIES, unescaped);
  if (TURNED_13.test(text)) yield* turned(text, TURNED_13, rot13);
  if (TURNED_BACK.test(text)) yield* turned(text, TURNED_BACK, (line) => Array.from(line).reverse().join(''));
}

function piece(match: RegExpExecArray, by: string): { start: number; end: number; by: string } {
  return { start: match.index, end: match.index + match[0].length, by };
}

/** Compatibility forms (full-width, mathematical letters) and look-alikes as Latin letters; what stays as it is, is no piece. */
function foldedPieces(text: string): { start: number; end: number; by: string }[] {
  return [...text.matchAll(STRANGE)].flatMap((match) => {
    const seen = match[0].replace(UNSEEN, '').normalize('NFKC');
    const folded = seen.replace(/./gsu, (char) => LOOK_ALIKES[char.toLowerCase()] ?? char);
    return folded === match[0] ? [] : [piece(match, folded)];
  });
}

function* decoded(text: string, runs: RegExp, decode: (run: string) => string | undefined): Generator<View> {
  for (const match of text.matchAll(runs)) {
    const plain = decode(match[0].slice(0, MOST));
    if (plain !== undefined) yield stretch(plain, match.index, match.index + match[0].length);
  }
}

/** Decoded bytes as text, where they are text a person could read. */
function printable(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  const odd = text.replace(
    /[\t\n\r\u0020-\u007e\u00a0-\u024f\u0370-\u04ff\u3040-\u30ff\u4e00-\u9fff]/g,
    '',
  ).length;
  return text.length >= 12 && odd * 20 <= text.length ? text : undefined;
}

function unescaped(run: string): string {
  return run.replace(
    /\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|%([0-9a-f]{2})|&#x([0-9a-f]{2,5});|&#(\d{2,5});/gi,
    (...found) => {
      const digits = found.slice(1, 5).find((group): group is string => typeof group === 'string');
      return String.fromCodePoint(digits === undefined ? Number(found[5]) : Number.parseInt(digits, 16));
    },
  );
}

function* turned(text: string, words: RegExp, turn: (line: string) => string): Generator<View> {
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.length <= MOST && words.test(line)) yield stretch(turn(line), start, start + line.length);
    start += line.length + 1;
  }
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const code = char.charCodeAt(0);
    const base = code < 97 ? 65 : 97;
    return String.fromCharCode(((code - base + 13) % 26) + base);
  });
}
