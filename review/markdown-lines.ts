/** Lines of a markdown text with the content of fenced code blanked out: a list inside quoted code is no suggestion. */
export function linesOutsideCode(text: string): string[] {
  let fence: string | null = null;
  return text.split(/\r?\n/).map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || (mark.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)))) {
      fence = fence === null ? mark : null;
      return '';
    }
    return fence === null ? line : '';
  });
}

/** Level and text of a heading line (`## Text`, or a line that is all bold and states no percentage); null for any other. */
export function headingOf(line: string): { level: number; text: string } | null {
  const hashes = /^\s{0,3}(#{1,6})\s+(.*)$/.exec(line);
  if (hashes) return { level: (hashes[1] ?? '').length, text: withoutClosing(hashes[2] ?? '') };
  const bold = /^\s{0,3}(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$/.exec(line);
  return bold && !/\d\s*%/.test(line) ? { level: 7, text: bold[1] ?? '' } : null;
}

/** `## Text ##`: the closing marks say nothing. */
function withoutClosing(text: string): string {
  let end = text.trimEnd().length;
  while (end > 0 && text[end - 1] === '#') end--;
  return text.slice(0, end).trim();
}
