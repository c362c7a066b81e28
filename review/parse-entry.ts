import type { Evidence, ForensicEntry } from './forensic-report';
import { parseConfidence } from './parse-confidence';
import { parseLines, type LineRange } from './parse-lines';
import { firstOf, foldedKeys, isRecord, occurrences, textOf, type JsonRecord } from './record';

const CLAIM = [
  'claim',
  'finding',
  'issue',
  'problem',
  'failure',
  'mismatch',
  'risk',
  'flag',
  'description',
  'desc',
  'summary',
  'message',
  'statement',
  'action',
  'requiredaction',
  'nextaction',
  'task',
  'step',
  'fix',
  'recommendation',
  'suggestion',
  'component',
  'missing',
  'pipeline',
  'title',
  'name',
  'what',
  'text',
  'detail',
  'details',
  'reason',
  'expected',
  'promise',
  'why',
];
const QUOTE = [
  'quote',
  'code',
  'snippet',
  'codesnippet',
  'excerpt',
  'text',
  'source',
  'sourcecode',
  'content',
  'verbatim',
];
const EVIDENCE = ['evidence', 'proof', 'citation', 'reference', 'location', 'where'];
const OUTER_QUOTE = [
  'quote',
  'code',
  'snippet',
  'codesnippet',
  'excerpt',
  'verbatim',
  'codequote',
  'evidencequote',
];
/** Says more than a bare name does: joined to the claim. */
const MORE = ['description', 'details', 'detail', 'reason', 'why', 'explanation', 'impact', 'rationale'];

const CONFIDENCE = ['confidence', 'conf', 'confidencescore', 'confidencelevel', 'certainty'];

/**
 * The entries that one item of a list stands for, in any of the shapes models give it; none for what says nothing (null,
 * numbers, empty objects). Several only where keys are repeated (models forget a `},{`): a second claim or quote is an
 * entry of its own that shares what it does not give itself, of repeated confidences the lowest counts.
 */
export function parseEntries(value: unknown, unitShares: boolean): ForensicEntry[] {
  const [first, ...more] = isRecord(value) ? occurrences(value) : [value];
  const entry = parseEntry(first, unitShares);
  if (!entry) return more.flatMap((part) => parseEntry(part, unitShares) ?? []);
  const entries = [entry];
  for (const part of more) {
    if (!isRecord(part) || !isRecord(first)) continue;
    const own = parseEntry(part, unitShares);
    const confidence = parseConfidence(firstOf(foldedKeys(part), CONFIDENCE), unitShares);
    const last = entries.at(-1) ?? entry;
    if (own) entries.push(parseEntry({ ...first, ...part }, unitShares) ?? own);
    else if (confidence !== null) last.confidence = Math.min(confidence, last.confidence ?? confidence);
  }
  return entries;
}

function parseEntry(value: unknown, unitShares: boolean): ForensicEntry | null {
  if (typeof value === 'string') {
    return value.trim() === '' ? null : { claim: value, evidence: noEvidence(), confidence: null };
  }
  if (!isRecord(value)) return null;
  const folded = foldedKeys(value);
  const claim = claimOf(folded);
  const evidence = evidenceOf(folded);
  if (claim === '' && evidence.quote === '') return null;
  const entry: ForensicEntry = {
    claim: claim === '' ? evidence.quote : claim,
    evidence,
    confidence: parseConfidence(firstOf(folded, CONFIDENCE), unitShares),
  };
  // An answer's own word on being grounded or being a rule's counts for nothing: both are set by the program alone.
  return entry;
}

function claimOf(folded: Map<string, unknown>): string {
  for (const name of CLAIM) {
    const text = textOf(folded.get(name));
    if (text === undefined || text.trim() === '') continue;
    const more = MORE.filter((key) => key !== name).flatMap((key) => textOf(folded.get(key)) ?? []);
    const added =
      name === 'claim' ? [] : more.filter((m) => m.trim() !== '' && !text.includes(m)).slice(0, 1);
    return [text, ...added].join(': ');
  }
  return '';
}

function evidenceOf(folded: Map<string, unknown>): Evidence {
  const outer = parseLines(folded);
  const given = firstOf(folded, EVIDENCE);
  const single: unknown = Array.isArray(given) ? given[0] : given;
  if (isRecord(single)) return fromRecord(single, outer);
  const own = textOf(firstOf(folded, OUTER_QUOTE));
  const said = textOf(single);
  return { quote: own ?? said ?? '', ...outer };
}

function fromRecord(record: JsonRecord, outer: LineRange): Evidence {
  const folded = foldedKeys(record);
  const quote = QUOTE.map((name) => folded.get(name)).find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  // `line` may hold the line's number or its text.
  const line = folded.get('line');
  const text = typeof line === 'string' && !/^\s*L?\d+(\s*[-–]\s*L?\d+)?\s*$/.test(line) ? line : '';
  const lines = parseLines(folded);
  return { quote: quote ?? text, ...(lines.line_start === null ? outer : lines) };
}

function noEvidence(): Evidence {
  return { quote: '', line_start: null, line_end: null };
}
