import { JSONRepairError, jsonrepair } from 'jsonrepair';
import { LIST_NAMES } from './forensic-report';
import { escapeInnerQuotes, scanJson } from './scan-json';

export type ExtractedJson =
  | { found: 'value'; value: unknown; start: number; end: number }
  /** The text ends inside an object: `open` brackets are not closed. */
  | { found: 'truncated'; open: number }
  | { found: 'none' };

/** What an object of an answer starts with: a quoted key, or one of the names a report or its wrapper is known by. */
const OBJECT_START =
  /[{[]\s*(?:[{[]\s*)?(?:\/\/[^\n]*\n\s*|\/\*[^*]*\*\/\s*){0,9}(?:["'`“][^"'`”\n]{1,60}["'`”]\s*:|(?:verdict|alignment_?score|report|result|review|score|critical_failures)\s*:)/gi;

const REPORT_KEY = new RegExp(
  `["'\`“](?:verdict|alignment[_ -]?score|${LIST_NAMES.join('|')})["'\`”]\\s*:`,
  'i',
);
/** Each loose bracket costs a walk to the end of the text. */
const MAX_LOOSE = 50;

/**
 * Finds the JSON value in an answer as models write it (fences, prose around it, tool-call wrappers, trailing commas,
 * JSON5, Python literals). Of several values the last one that `wants` accepts is taken: drafts and echoes stand before
 * the answer. Only a value whose brackets are balanced is ever repaired; one that the text ends in is `truncated`.
 */
export function extractJson(text: string, wants: (value: unknown) => boolean): ExtractedJson {
  const direct = quotedWhole(text);
  if (direct !== null) return extractJson(direct, wants);
  let best: ExtractedJson = { found: 'none' };
  let loose = 0;
  const starts = new RegExp(OBJECT_START);
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const read = readValueAt(text, match.index, wants);
    if ('open' in read) {
      // A loose bracket in quoted code is not the answer; a report that is not closed is.
      if (REPORT_KEY.test(text.slice(match.index))) return { found: 'truncated', open: read.open };
      if (++loose > MAX_LOOSE) break;
      continue;
    }
    if ('value' in read) best = { found: 'value', value: read.value, start: match.index, end: read.end };
    starts.lastIndex = read.end;
  }
  return best;
}

/** The answer inside, when the whole answer is one JSON string. */
function quotedWhole(text: string): string | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('"') || !trimmed.endsWith('"')) return null;
  const value = parseStrictly(trimmed);
  return typeof value === 'string' && value.length < trimmed.length ? value : null;
}

function readValueAt(
  text: string,
  start: number,
  wants: (value: unknown) => boolean,
): { value: unknown; end: number } | { end: number } | { open: number } {
  const strict = scanJson(text, start);
  if ('end' in strict) {
    const value = parseStrictly(text.slice(start, strict.end));
    if (value !== undefined) return wants(value) ? { value, end: strict.end } : { end: strict.end };
  }
  const lenient = scanJson(text, start, true);
  const ends = [lenient, strict].flatMap((scan) => ('end' in scan ? [scan.end] : []));
  for (const end of ends) {
    const slice = text.slice(start, end);
    for (const candidate of [slice, escapeInnerQuotes(slice)]) {
      const value = repair(candidate);
      if (value !== undefined && wants(value)) return { value, end };
    }
  }
  const first = ends[0];
  return first === undefined ? { open: 'open' in strict ? strict.open : 1 } : { end: first };
}

/** The value of a JSON text; undefined when it is none. */
export function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function repair(text: string): unknown {
  try {
    return parseStrictly(text) ?? (JSON.parse(jsonrepair(text)) as unknown);
  } catch (error) {
    if (error instanceof JSONRepairError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
