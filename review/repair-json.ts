import { JSONRepairError, jsonrepair } from 'jsonrepair';
import { parseStrictly } from './parse-strictly';
import { UNSEEN } from './record';
import { escapeInnerQuotes } from './scan-json';

/** Far more than a report of any file takes; repairing walks the text many times. */
const MAX_REPAIRED = 400_000;

const UNSEEN_CHARS = new RegExp(`[${UNSEEN}]`, 'g');

/**
 * The values a text with balanced brackets may stand for, likeliest first: as JSON; repaired (JSON5, Python literals,
 * trailing commas); with the quotes inside its strings escaped; without characters that are not seen.
 */
export function* repairJson(text: string): Generator<unknown> {
  if (text.length > MAX_REPAIRED) return;
  const seen = text.replace(UNSEEN_CHARS, '');
  const plain = [text, escapeInnerQuotes(text)];
  for (const candidate of seen === text ? plain : [...plain, seen, escapeInnerQuotes(seen)]) {
    const value = parseStrictly(candidate) ?? repaired(candidate);
    if (value !== undefined) yield value;
  }
}

function repaired(text: string): unknown {
  try {
    return parseStrictly(jsonrepair(text));
  } catch (error) {
    // A RangeError is a text nested deeper than the stack: jsonrepair may take for brackets what stood in a string.
    if (error instanceof JSONRepairError || error instanceof RangeError) return undefined;
    throw error;
  }
}
