import type { FindingRow } from '../kb/streams';
import { MASK } from '../review/secret-span';
import { maskText } from '../source/secrets/mask-text';
import { findingOf, type Finding } from './finding';

/** All masks alike: a part of a file may be masked under another name than the whole. */
const alike = (text: string): string => text.replace(MASK, '[masked]');
const fold = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Imported findings that still stand: those whose evidence is in their file. A finding that came without evidence
 * stands as long as its file does: nothing here could prove it fixed.
 */
export async function standingImports(
  imported: readonly FindingRow[],
  textOf: (path: string) => Promise<string | undefined>,
): Promise<Finding[]> {
  const standing: Finding[] = [];
  const texts = new Map<string, string | undefined>();
  for (const row of imported) {
    if (!texts.has(row.file)) texts.set(row.file, await textOf(row.file));
    const found = texts.get(row.file);
    if (found === undefined) continue;
    // After its first sweep the evidence stands masked.
    const masked = row.evidence.match(MASK) !== null;
    const text = masked ? alike((await maskText(found, row.file)).text) : found;
    const evidence = masked ? alike(row.evidence) : row.evidence;
    if (evidence.trim() !== '' && !fold(text).includes(fold(evidence))) continue;
    standing.push({ ...findingOf(row), line: lineOf(text, { line: row.line, evidence }) });
  }
  return standing;
}

/** Where the first line of the evidence stands now; the imported line where that cannot be told. */
function lineOf(text: string, row: Pick<FindingRow, 'line' | 'evidence'>): number | null {
  const first = fold(row.evidence.split('\n')[0] ?? '');
  if (first === '') return row.line;
  const lines = text.split('\n');
  const claimed = row.line === null ? undefined : lines[row.line - 1];
  if (claimed !== undefined && fold(claimed).includes(first)) return row.line;
  const at = lines.findIndex((line) => fold(line).includes(first));
  return at < 0 ? row.line : at + 1;
}
