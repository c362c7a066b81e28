/** Runs of white space become one blank, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(/[\s\ufeff]+/g, ' ').trim();
}

const EMPTY_PAIRS: ReadonlySet<string> = new Set(['{}', '[]', '()']);

/** Whether two texts next to each other are brackets with nothing between them: a blank there says nothing. */
export function isEmptyPair(before: string, after: string): boolean {
  return EMPTY_PAIRS.has(`${before.at(-1) ?? ''}${after[0] ?? ''}`);
}

/** `foldSpace`, and nothing between empty brackets: as a file is folded to look quotes up in. */
export function foldQuote(text: string): string {
  return foldSpace(text).replace(/([{[(]) (?=([}\])]))/g, (both, open: string, close: string) =>
    isEmptyPair(open, close) ? open : both,
  );
}
