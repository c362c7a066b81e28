/** Runs of white space become one blank, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(/[\s\ufeff]+/g, ' ').trim();
}
