export interface MarkdownTable {
  /** Header cells; empty strings where there are none. */
  header: string[];
  rows: string[][];
  /** Index of the first line and of the line after the last. */
  start: number;
  end: number;
}

const SEPARATOR_CELL = /^:?-+:?$/;

/** Tables of a text given as lines; with outer pipes the separator line may be missing, without them it may not. */
export function tablesOf(lines: readonly string[]): MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const next = lines[i + 1] ?? '';
    const ruled = line.includes('|') && isSeparator(next);
    if (!ruled && !(isPiped(line) && isPiped(next))) continue;
    const header = cellsOf(line, 0);
    let end = i + (ruled ? 2 : 1);
    const rows: string[][] = [];
    for (
      ;
      end < lines.length && (lines[end] ?? '').includes('|') && (lines[end] ?? '').trim() !== '';
      end++
    ) {
      const row = lines[end] ?? '';
      if (!isSeparator(row)) rows.push(cellsOf(row, header.length));
    }
    tables.push({ header, rows: rows.filter((row) => row.some((cell) => cell !== '')), start: i, end });
    i = end - 1;
  }
  return tables;
}

/** `|---|:--:|` */
function isSeparator(line: string): boolean {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return line.includes('|') && inner.split('|').every((cell) => SEPARATOR_CELL.test(cell.trim()));
}

function isPiped(line: string): boolean {
  const trimmed = line.trimStart();
  return trimmed.startsWith('|') && trimmed.includes('|', 1);
}

/**
 * Cells of a row. `\|` is a pipe of the text; where a row has more cells than its header, pipes inside code spans are
 * taken for text too (models forget to escape `a || b`).
 */
function cellsOf(line: string, expected: number): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const plain = inner.split(/(?<!\\)\|/);
  const cells =
    expected > 0 && plain.length > expected
      ? inner.replace(/`[^`]*`/g, (code) => code.replace(/\\?\|/g, '\\|')).split(/(?<!\\)\|/)
      : plain;
  return cells.map((cell) => cell.replaceAll('\\|', '|').trim());
}
