import { z } from 'zod';

/** Leaves of the configuration schemas; each message is the second half of "… is X, expected Y". */

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** A number from `min` to `max`, decimals allowed. */
export function decimal(min: number, max: number) {
  const error = `a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** A string of at least one character. */
export function text(expected: string) {
  return z.string({ error: expected }).min(1, { error: expected });
}

/** A list of non-empty strings, empty by default. */
export function texts(expected: string) {
  return z.array(text(expected), { error: `a list: ${expected}` }).default([]);
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `one of ${words.map((w) => `"${w}"`).join(', ')}` });
}

/** A table whose keys are all known. */
export function table<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, { error: 'a table' });
}

/** A list of tables, empty by default. */
export function tables<T extends z.ZodType>(element: T) {
  return z.array(element, { error: 'a list of tables' }).default([]);
}
