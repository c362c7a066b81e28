import { combineReports } from './combine-reports';
import { findReports, listNamed } from './find-report';
import { emptyReport, type ForensicReport, type ListName } from './forensic-report';
import { parseEntries } from './parse-entry';
import { areShares } from './parse-confidence';
import { parseVerdict } from './parse-verdict';
import { firstOf, foldKey, foldedKeys, isRecord, textOf, valuesNamed, type JsonRecord } from './record';
import { lowestScore } from './merge';
import { saysNone } from './says-none';
import { parseScore } from './score';
import { lowerVerdict } from './verdict';
import type { Verdict } from './vocabulary';

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

/**
 * Reads a JSON value as a forensic report, leniently; null when there is none inside. Several reports in it are combined
 * (see `combineReports`). A key given twice hides nothing: the worse verdict, the lower score and all entries count.
 * Never throws.
 */
export function parseForensic(value: unknown): ParsedForensic | null {
  const [first, ...more] = findReports(value).map(parseReport);
  return first ? combineReports([first, ...more]) : null;
}

function parseReport(found: JsonRecord): ParsedForensic {
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
    for (const item of items) report[name].push(...parseEntries(item, shares));
  }
  const verdicts = valuesNamed(found, 'verdict');
  report.verdict = verdicts
    .map(parseVerdict)
    .reduce<Verdict | null>((worst, verdict) => lowerVerdict(worst, verdict), null);
  const scored = ['alignmentscore', 'score', 'alignment', 'overallscore'].map((name) =>
    lowestScore(valuesNamed(found, name).map(scoreOf)),
  );
  report.alignment_score = scored.find((score) => score !== null) ?? null;
  const narrative = textOf(firstOf(folded, ['narrative', 'summary', 'overview', 'executivesummary']));
  if (narrative !== undefined && narrative.trim() !== '') report.narrative = narrative;
  const texts = verdicts.flatMap((verdict) => textOf(verdict)?.trim() || []);
  return {
    report,
    keys: [...new Set(lists.map(({ name }) => name))],
    verdictText: texts.find((text) => parseVerdict(text) === report.verdict) ?? texts[0] ?? null,
    title: textOf(firstOf(folded, ['title', 'reporttitle', 'heading'])) ?? null,
  };
}

/** Entries of a list: an array, one entry alone, or a record whose values (or keys and texts) are the entries. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    // An entry that only says that there is none is no entry, and a list in a list is a list.
    return (value as unknown[]).flat().filter((item) => typeof item !== 'string' || !saysNone(item));
  }
  if (typeof value === 'string') return saysNone(value) ? [] : [value];
  if (!isRecord(value)) return [];
  const looksLikeEntry = Object.keys(value).some((key) =>
    ['claim', 'evidence', 'confidence'].includes(foldKey(key)),
  );
  if (looksLikeEntry) return [value];
  return Object.entries(value).flatMap(([key, item]): unknown[] => {
    if (Array.isArray(item)) return itemsOf(item);
    return [isRecord(item) ? { title: key, ...item } : `${key}: ${textOf(item) ?? ''}`];
  });
}

function scoreOf(value: unknown): number | null {
  // Zero has one sign only.
  if (typeof value === 'number') return value >= 0 && value <= 10 ? value + 0 : null;
  if (isRecord(value)) {
    const folded = foldedKeys(value);
    const inner = folded.get('value') ?? folded.get('score');
    return isRecord(inner) ? null : scoreOf(inner);
  }
  return typeof value === 'string' ? parseScore(`score: ${value}`) : null;
}
