/** What a suggestion says it copied from the file: `Quote: "…"`, ``Evidence: `…` ``. Plain code spans may be proposals and are no quotes. */
export function quoteOf(text: string): string | undefined {
  const match =
    /\b(?:quote|evidence|quoted)\b[\s*_]*:[\s*_]*(?:(`{1,8})([\s\S]{0,2000}?)\1|"([^"]{1,2000})"|“([^”]{1,2000})”)/i.exec(
      text,
    );
  const quote = (match?.[2] ?? match?.[3] ?? match?.[4])?.trim();
  return quote === '' ? undefined : quote;
}
