import { JSONRepairError, jsonrepair } from 'jsonrepair';
import { parseStrictly } from './parse-strictly';
import { UNSEEN } from './record';
import { escapeInnerQuotes } from './scan-json';

/** Characters of one value that are repaired: more than a report takes, and repairing takes time by the square. */
const MAX_REPAIRED = 80_000;
/** Characters repaired in one answer, all tries together. */
export const REPAIR_BUDGET = 3 * MAX_REPAIRED;

const UNSEEN_CHARS = new RegExp(`[${UNSEEN}]`, 'g');

/**
 * The values a text with balanced brackets may stand for, likeliest first: as JSON; repaired (JSON5, Python literals,
 * trailing commas); with the quotes inside its strings escaped; without characters that are not seen. `budget.left` is
 * what repairing may still cost in this answer, in characters; it is drawn from.
 */
export function* repairJson(text: string, budget: { left: number }): Generator {
  const escaped = escapeInnerQuotes(text);
  const seen = text.replace(UNSEEN_CHARS, '');
  const unseen = seen === text ? [] : [seen, escapeInnerQuotes(seen)];
  for (const candidate of new Set([text, escaped, ...unseen])) {
    const value = parseStrictly(candidate) ?? repaired(candidate, budget);
    if (value !== undefined) yield value;
  }
}

function repaired(text: string, budget: { left: number }): unknown {
  if (text.length > Math.min(MAX_REPAIRED, budget.left)) return undefined;
  budget.left -= text.length;
  try {
    return parseStrictly(jsonrepair(text));
  } catch (error) {
    // A RangeError is a text nested deeper than the stack: jsonrepair may take for brackets what stood in a string.
    if (error instanceof JSONRepairError || error instanceof RangeError) return undefined;
    throw error;
  }
}
