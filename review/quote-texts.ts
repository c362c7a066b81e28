/** A text that a quote may stand for, and what must hold where it is found so that no near miss passes for it. */
export interface QuoteText {
  text: string;
  /** It must begin a line of the file: something was taken off before it. */
  lineStart: boolean;
  /** Its line breaks must be line breaks of the file: they were not written as such. */
  lineBreaks: boolean;
}

type Reading = (text: string) => Pick<QuoteText, 'text'> & Partial<QuoteText>;

/** Each undoes one thing that models and their transports do to quotes; the same text where it does not apply. */
const READINGS: readonly Reading[] = [unwrapped, jsonEscaped, htmlEscaped, straightQuotes, unnumbered, added];

/** A longer quote is taken as it is. */
const MOST_CHARS = 20_000;

/** The quote as it is first, then all ways in which it may have been dressed up. */
export function quoteTexts(quote: string): QuoteText[] {
  const texts: QuoteText[] = [{ text: quote, lineStart: false, lineBreaks: false }];
  if (quote.length > MOST_CHARS) return texts;
  for (const read of READINGS) {
    const more = texts.flatMap((known): QuoteText[] => {
      const { text, lineStart = false, lineBreaks = false } = read(known.text);
      if (text === known.text) return [];
      return [{ text, lineStart: known.lineStart || lineStart, lineBreaks: known.lineBreaks || lineBreaks }];
    });
    texts.push(...more);
  }
  return texts;
}

/** Without backticks, a fence or typographic quotation marks around it: no code has the latter. */
function unwrapped(text: string): { text: string } {
  const inner = text.trim();
  const ticks = /^`+/.exec(inner)?.[0].length ?? 0;
  const closed = ticks > 0 && inner.length > 2 * ticks && inner.endsWith('`'.repeat(ticks));
  if (closed && inner.at(-ticks - 1) !== '`') {
    const between = inner.slice(ticks, -ticks);
    const line = between.indexOf('\n');
    return { text: ticks >= 3 && line >= 0 ? between.slice(line + 1) : between };
  }
  return { text: /^[“„«]([^“”„«»]+)[”“»]$/.exec(inner)?.[1] ?? text };
}

/**
 * A quote that was escaped twice for JSON. Only where it shows: an escaped quotation mark or line break, and no bare one
 * beside it. `\t` is an indentation only after a line break: within a line it may be what the code says.
 */
function jsonEscaped(text: string): ReturnType<Reading> {
  const shows = /\\["n]/.test(text) && !/(?<!\\)(?:\\\\)*"|\n/.test(text);
  if (!shows) return { text };
  const plain = text.replace(/\\(?:n((?:\\t)*)|(["\\/])|u([0-9a-f]{4}))/gi, (_all, tabs, sign, code) => {
    if (typeof sign === 'string') return sign;
    if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
    return `\n${'\t'.repeat(String(tabs ?? '').length / 2)}`;
  });
  return { text: plain.replace(/\\r(?=\n)|^(?:\\t)+/g, ''), lineBreaks: true };
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#34': '"',
  '#39': "'",
  '#x22': '"',
  '#x27': "'",
};

/** Decoded once. */
function htmlEscaped(text: string): { text: string } {
  return {
    text: text.replace(
      /&([a-z]+|#\d{2}|#x\d{2});/gi,
      (all, name: string) => ENTITIES[name.toLowerCase()] ?? all,
    ),
  };
}

/** Typographic quotation marks of the answer as the straight ones of code; those of the file stay what they are. */
function straightQuotes(text: string): { text: string } {
  return { text: text.replace(/[‘’‚]/g, "'").replace(/[“”„]/g, '"') };
}

/** `12 | code`, `12: code`, `L12 code`, `line 12: code`, `12<tab>code`, `12→code`, `(12) code`, `src/a.ts:12:code`. */
const LINE_NUMBER =
  /^\s*(?:[^\s:]+:\d{1,7}:|L\d{1,7}[:|\s]|(?:L(?:ine)?\s*)?\d{1,7}\s*(?:[|:│→]\s?|\t)|[([]\d{1,7}[)\]]\s?)/i;
/** An empty line, a number whose line is empty, an ellipsis. */
const NO_CODE = /^\s*(?:(?:L(?:ine)?\s*)?\d{1,7}|\.{3,}|…|\[\s*(?:\.{3,}|…)\s*\])?\s*$/i;

/** Without the line number before every line. */
function unnumbered(text: string): ReturnType<Reading> {
  const lines = text.split('\n');
  const numbered =
    lines.some((line) => LINE_NUMBER.test(line)) &&
    lines.every((line) => LINE_NUMBER.test(line) || NO_CODE.test(line));
  if (!numbered) return { text };
  const bare = lines.map((line) =>
    LINE_NUMBER.test(line)
      ? line.replace(LINE_NUMBER, '')
      : line.replace(/^\s*(?:L(?:ine)?\s*)?\d+\s*$/i, ''),
  );
  return { text: bare.join('\n'), lineStart: true, lineBreaks: true };
}

/**
 * Lines of a diff as they stand after it: at least two, all added (`+`) or unchanged (a blank). Removed ones (`-`) are
 * not in the file, and one line with a sign before it is another expression.
 */
function added(text: string): ReturnType<Reading> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const diff =
    lines.length > 1 && lines.some((l) => l.startsWith('+')) && lines.every((l) => /^[+ ]/.test(l));
  if (!diff) return { text };
  return { text: lines.map((line) => line.slice(1)).join('\n'), lineStart: true, lineBreaks: true };
}
