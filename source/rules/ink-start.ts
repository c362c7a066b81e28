/** Where a match's evidence begins: one that starts with line breaks or blanks begins at its first ink. */
export function inkStart(text: string, { start, end }: { start: number; end: number }): number {
  let at = start;
  while (at < end - 1 && /\s/.test(text[at] ?? '')) at++;
  return at;
}
