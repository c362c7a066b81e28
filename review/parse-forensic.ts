import { findReport, listNamed } from './find-report';
import { emptyReport, type ForensicReport, type ListName } from './forensic-report';
import { parseEntry } from './parse-entry';
import { areShares } from './parse-confidence';
import { parseVerdict } from './parse-verdict';
import { firstOf, foldKey, foldedKeys, isRecord, textOf } from './record';
import { parseScore } from './score';

export interface ParsedForensic {
  /** Ungrounded: nothing in it was looked up in the file. */
  report: ForensicReport;
  /** Lists that stand in the answer as keys, empty ones too. */
  keys: ListName[];
  /** The verdict as written, whatever the word; null when there is no such key or it says nothing. */
  verdictText: string | null;
  /** Title of the answer; never part of the report. */
  title: string | null;
}

/** Reads a JSON value as a forensic report, leniently; null when there is none inside. Never throws. */
export function parseForensic(value: unknown): ParsedForensic | null {
  const found = findReport(value);
  if (!found) return null;
  const folded = foldedKeys(found);
  const lists = Object.entries(found).flatMap(([key, items]) => {
    const name = listNamed(key);
    return name ? [{ name, items: itemsOf(items) }] : [];
  });
  const shares = areShares(
    lists.flatMap(({ items }) => items.map((i) => (isRecord(i) ? i.confidence : null))),
  );
  const report = emptyReport();
  for (const { name, items } of lists) {
    report[name].push(...items.flatMap((item) => parseEntry(item, shares) ?? []));
  }
  report.verdict = parseVerdict(folded.get('verdict'));
  report.alignment_score = scoreOf(firstOf(folded, ['alignmentscore', 'score', 'alignment', 'overallscore']));
  const narrative = textOf(firstOf(folded, ['narrative', 'summary', 'overview', 'executivesummary']));
  if (narrative !== undefined && narrative.trim() !== '') report.narrative = narrative;
  const verdictText = textOf(folded.get('verdict'))?.trim() ?? '';
  return {
    report,
    keys: [...new Set(lists.map(({ name }) => name))],
    verdictText: verdictText === '' ? null : verdictText,
    title: textOf(firstOf(folded, ['title', 'reporttitle', 'heading'])) ?? null,
  };
}

/** Entries of a list: an array, one entry alone, or a record whose values (or keys and texts) are the entries. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === 'string') return /^(?:none|n\/a|-|nothing)?\.?$/i.test(value.trim()) ? [] : [value];
  if (!isRecord(value)) return [];
  const looksLikeEntry = Object.keys(value).some((key) =>
    ['claim', 'evidence', 'confidence'].includes(foldKey(key)),
  );
  if (looksLikeEntry) return [value];
  return Object.entries(value).map(([key, item]) =>
    isRecord(item) ? { title: key, ...item } : `${key}: ${textOf(item) ?? ''}`,
  );
}

function scoreOf(value: unknown): number | null {
  if (typeof value === 'number') return value >= 0 && value <= 10 ? value : null;
  if (isRecord(value)) return scoreOf(value.value ?? value.score);
  return typeof value === 'string' ? parseScore(`score: ${value}`) : null;
}
