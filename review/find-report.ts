import { LIST_NAMES, type ListName } from './forensic-report';
import { parseStrictly } from './parse-strictly';
import { foldKey, isRecord, type JsonRecord } from './record';

/** What models wrap a report in: an envelope of their own, a tool call, lists. */
const WRAPPERS: ReadonlySet<string> = new Set(
  `report result results review reviews forensicreport auditreport forensicaudit forensicreview reviewreport audit
  arguments args parameters input output response answer finalanswer final draft data payload body function functioncall
  toolcall toolcalls tooluse content contents text value json object parsed structuredoutput message messages choices
  parts findings lists sections passes evaluation assessment analysis reports`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const MAX_DEPTH = 8;
/** More reports than this are no answer; the ones beyond it are left out. */
const MAX_REPORTS = 200;

const LIST_BY_KEY = new Map<string, ListName>(LIST_NAMES.map((name) => [foldKey(name), name]));
for (const [alias, name] of [
  ['criticalfailure', 'critical_failures'],
  ['pseudocodeflag', 'pseudocode_flags'],
  ['pseudocode', 'pseudocode_flags'],
  ['prdmismatch', 'prd_mismatches'],
  ['brokenpipeline', 'broken_pipelines'],
  ['missingcomponent', 'missing_components'],
  ['riskpoint', 'risk_points'],
  ['risks', 'risk_points'],
  ['verifiedcomponent', 'verified_components'],
  ['requirednextaction', 'required_next_actions'],
  ['nextactions', 'required_next_actions'],
] as const) {
  LIST_BY_KEY.set(alias, name);
}

/** The list a key stands for, whatever its case and separators; undefined when it is none. */
export function listNamed(key: string): ListName | undefined {
  return LIST_BY_KEY.get(foldKey(key));
}

/** Whether an object is a report itself: it has a verdict, or at least one of the eight lists, as a key. */
export function isReport(value: JsonRecord): boolean {
  return Object.keys(value).some((key) => foldKey(key) === 'verdict' || listNamed(key) !== undefined);
}

/**
 * The reports in what a model sent: itself, under wrapper keys (beside a verdict too), as strings of JSON, in lists. All
 * of them, in order: one that is overlooked could be the one with the findings.
 */
export function findReports(value: unknown, depth = 0): JsonRecord[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === 'string') return reportsInText(value, depth);
  if (Array.isArray(value)) return inner(value as unknown[], depth);
  if (!isRecord(value)) return [];
  const wrapped = Object.entries(value).filter(([key]) => WRAPPERS.has(foldKey(key)) && !listNamed(key));
  const nested = inner(
    wrapped.map(([, item]) => item),
    depth,
  );
  return isReport(value) ? [value, ...nested] : nested;
}

function inner(items: readonly unknown[], depth: number): JsonRecord[] {
  const found: JsonRecord[] = [];
  for (const item of items) {
    if (found.length >= MAX_REPORTS) break;
    found.push(...findReports(item, depth + 1));
  }
  return found.slice(0, MAX_REPORTS);
}

function reportsInText(text: string, depth: number): JsonRecord[] {
  const trimmed = text.trim();
  const opening = /^(?:`{3,}|~{3,})\w*\s*(?=[{[])/.exec(trimmed)?.[0] ?? '';
  const json = opening === '' ? trimmed : trimmed.slice(opening.length).replace(/[`~]+$/, '');
  return /^[{[]/.test(json) ? findReports(parseStrictly(json), depth + 1) : [];
}
