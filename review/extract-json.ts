import { LIST_NAMES } from './forensic-report';
import { parseStrictly } from './parse-strictly';
import { UNSEEN } from './record';
import { REPAIR_BUDGET, repairJson } from './repair-json';
import { scanJson } from './scan-json';

/** One JSON value of a text and where it stands. */
export interface JsonPiece {
  value: unknown;
  start: number;
  end: number;
}

export type ExtractedJson =
  | { found: 'values'; pieces: [JsonPiece, ...JsonPiece[]] }
  /** The text ends inside an object: `open` brackets are not closed. */
  | { found: 'truncated'; open: number }
  | { found: 'none' };

const BLANK = `[\\s${UNSEEN}]*`;
const KEYS = `verdict|alignment[_ -]?score|${LIST_NAMES.join('|')}`;
/** What an object of an answer starts with: a quoted key, or one of the names a report or its wrapper is known by. */
const OBJECT_START = new RegExp(
  `[{[]${BLANK}(?:[{[]${BLANK})?(?:\\/\\/[^\\n]*\\n${BLANK}|\\/\\*[^*]*\\*\\/${BLANK}){0,9}` +
    `(?:\\\\{0,7}["'\`“][^"'\`”\\n]{1,60}["'\`”]${BLANK}:|(?:${KEYS}|report|result|review|score)\\s*:)`,
  'gi',
);
const REPORT_KEY = new RegExp(`(?:["'\`“](?:${KEYS})\\\\{0,7}["'\`”]|[{,]\\s*(?:${KEYS}))\\s*:`, 'i');
const UNSEEN_CHARS = new RegExp(`[${UNSEEN}]`, 'g');
/** Each object that is not strict JSON costs a few walks to the end of the text. */
const MAX_LOOSE = 50;
const MAX_WALKED = 20_000_000;

/**
 * Finds the JSON values that `wants` accepts in an answer as models write it (fences, prose around it, tool-call wrappers,
 * trailing commas, JSON5, Python literals), in order. Only a value whose brackets are balanced is ever repaired; a text
 * that ends inside a report is `truncated`, whatever stands before.
 */
export function extractJson(text: string, wants: (value: unknown) => boolean): ExtractedJson {
  const pieces: JsonPiece[] = [];
  let loose = 0;
  let walked = 0;
  const budget = { left: REPAIR_BUDGET };
  const starts = new RegExp(OBJECT_START);
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const read = readStrictly(text, match.index, wants) ?? readLoosely(text, match.index, wants, budget);
    if (!read.strict) walked += text.length - match.index;
    if (!read.strict && (++loose > MAX_LOOSE || walked > MAX_WALKED)) break;
    if ('open' in read) {
      // A loose bracket in quoted code is not the answer; a report that is not closed is.
      if (!inCodeSpan(text, match.index) && opensReport(text, match.index)) {
        return { found: 'truncated', open: read.open };
      }
      continue;
    }
    if ('value' in read) pieces.push({ value: read.value, start: match.index, end: read.end });
    starts.lastIndex = read.end;
  }
  const [first, ...more] = pieces;
  return first ? { found: 'values', pieces: [first, ...more] } : { found: 'none' };
}

type Read = { strict: boolean } & ({ value: unknown; end: number } | { end: number } | { open: number });

function readStrictly(text: string, start: number, wants: (value: unknown) => boolean): Read | null {
  const scan = scanJson(text, start);
  if (!('end' in scan)) return null;
  const value = parseStrictly(text.slice(start, scan.end));
  if (value === undefined) return null;
  return wants(value) ? { strict: true, value, end: scan.end } : { strict: true, end: scan.end };
}

function readLoosely(
  text: string,
  start: number,
  wants: (value: unknown) => boolean,
  budget: { left: number },
): Read {
  const scans = [scanJson(text, start, true), scanJson(text, start)];
  const ends = scans.flatMap((scan) => ('end' in scan ? [scan.end] : []));
  for (const end of new Set(ends)) {
    for (const value of repairJson(text.slice(start, end), budget)) {
      if (wants(value)) return { strict: false, value, end };
    }
  }
  const open = scans.flatMap((scan) => ('open' in scan ? [scan.open] : []));
  const [first] = ends;
  return first === undefined ? { strict: false, open: open.at(-1) ?? 1 } : { strict: false, end: first };
}

function opensReport(text: string, start: number): boolean {
  return REPORT_KEY.test(text.slice(start).replace(UNSEEN_CHARS, ''));
}

/** Whether a place stands inside a code span of one line: quoted, not the answer. */
function inCodeSpan(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at) + 1;
  const ticks = text.slice(Math.max(line, at - 2000), at).split('`').length - 1;
  const rest = text.slice(at, at + 2000);
  return ticks % 2 === 1 && /^[^\n]*`/.test(rest);
}

/** The text of an answer without the JSON values in it. */
export function textAround(answer: string, pieces: readonly JsonPiece[]): string {
  let from = 0;
  const parts = pieces.map(({ start, end }) => {
    const part = answer.slice(from, start);
    from = end;
    return part;
  });
  return [...parts, answer.slice(from)].join('\n');
}
