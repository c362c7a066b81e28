import { foldedKeys, isRecord, textOf } from './record';

export interface LineRange {
  /** 1-based, inclusive; both null when no line is given. */
  line_start: number | null;
  line_end: number | null;
}

const START = [
  'linestart',
  'startline',
  'line',
  'lines',
  'linenumber',
  'lineno',
  'linenumbers',
  'linerange',
  'start',
  'location',
  'from',
];
const END = ['lineend', 'endline', 'end', 'to'];
/** `lines: {start: 12, end: 15}`. */
const RANGE_KEYS = ['start', 'linestart', 'startline', 'from', 'end', 'lineend', 'endline', 'to'];
/** A text that long is no place in a file. */
const LONGEST = 300;
const MAX_LINE = 100_000_000;

/**
 * Lines from folded keys, as numbers or text: `12`, `"12-15"`, `"L12-L15"`, `"src/a.rs:12"`, `[12, 15]`,
 * `line_start`/`line_end`. A reversed range is turned round; zero, negative and fractional numbers are no lines.
 */
export function parseLines(folded: Map<string, unknown>): LineRange {
  for (const name of START) {
    const [first, second] = numbersOf(folded.get(name));
    if (first === undefined) continue;
    const ends = END.map((key) => numbersOf(folded.get(key))[0]).find((n) => n !== undefined);
    const last = ends ?? second ?? first;
    return { line_start: Math.min(first, last), line_end: Math.max(first, last) };
  }
  return { line_start: null, line_end: null };
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return isLine(value) ? [value] : [];
  if (isRecord(value)) return RANGE_KEYS.flatMap((key) => numbersOf(textOf(foldedKeys(value).get(key))));
  if (Array.isArray(value)) return value.slice(0, 2).flatMap((item: unknown) => numbersOf(item));
  if (typeof value !== 'string' || value.length > LONGEST) return [];
  const range =
    /(?:^|[\s:#,(]|\bL)(\d{1,9})\s*(?:[-–:]|to|\.\.)\s*L?(\d{1,9})\s*\)?\s*$|(?:^|[\s:#(]|\bL)(\d{1,9})\s*\)?\s*$/i.exec(
      value,
    );
  return (range ? [range[1] ?? range[3], range[2]] : []).map(Number).filter(isLine);
}

function isLine(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_LINE;
}
