import { distinctKeys } from './distinct-keys';

/** The value of a JSON text, repeated keys kept (see `distinctKeys`); undefined when the text is no JSON. */
export function parseStrictly(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null) return value;
    const distinct = distinctKeys(text);
    return distinct === text ? value : (JSON.parse(distinct) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
