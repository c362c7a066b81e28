import { looksChosen } from '../../review/entropy';
import type { SecretSpan } from '../../review/secret-span';
import { keyPattern } from '../../models/key-pattern';

/** Shorter values would be found in ordinary words. */
const SHORTEST = 8;
/** Longer ones are keys of many lines: their shape is found wherever they stand. */
const LONGEST = 300;
/** A text with more secrets is a table of them; the rest of it is covered by its shapes. */
const MOST = 200;

/**
 * Where values known to be secret stand again in a text: bare, percent-encoded, escaped, in base64 or hex.
 */
export function otherForms(text: string, known: readonly string[]): SecretSpan[] {
  const values = known.filter(
    (value) => value.length >= SHORTEST && value.length <= LONGEST && looksChosen(value),
  );
  return values.slice(0, MOST).flatMap((value) => {
    const pattern = keyPattern(value);
    const hits = pattern === undefined ? [] : [...text.matchAll(pattern)];
    return hits.map((hit): SecretSpan => ({
      start: hit.index,
      end: hit.index + hit[0].length,
      kind: 'known-secret',
    }));
  });
}
