import { parseStrictly } from './extract-json';
import { LIST_NAMES, type ListName } from './forensic-report';
import { foldKey, foldedKeys, isRecord, type JsonRecord } from './record';

/** What models wrap a report in: an envelope of their own, a tool call, a list of one. */
const WRAPPERS = [
  'report',
  'result',
  'review',
  'forensicreport',
  'auditreport',
  'audit',
  'arguments',
  'parameters',
  'input',
  'output',
  'response',
  'answer',
  'data',
  'function',
  'functioncall',
  'toolcall',
  'toolcalls',
  'content',
  'json',
];
const MAX_DEPTH = 6;

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
export function isReport(value: unknown): value is JsonRecord {
  if (!isRecord(value)) return false;
  return Object.keys(value).some((key) => foldKey(key) === 'verdict' || listNamed(key) !== undefined);
}

/** The report inside what a model sent: itself, under a wrapper key, as a string of JSON, or in a list of one. */
export function findReport(value: unknown, depth = 0): JsonRecord | null {
  if (depth > MAX_DEPTH) return null;
  if (isReport(value)) return value;
  if (Array.isArray(value)) return value.length === 1 ? findReport(value[0], depth + 1) : null;
  if (typeof value === 'string') {
    return /^\s*[{[]/.test(value) ? findReport(parseStrictly(value), depth + 1) : null;
  }
  if (!isRecord(value)) return null;
  const folded = foldedKeys(value);
  for (const name of WRAPPERS) {
    const found = folded.has(name) ? findReport(folded.get(name), depth + 1) : null;
    if (found) return found;
  }
  return null;
}
