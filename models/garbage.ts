import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { maskKey } from './mask-key';

/** An answer with status 200 that is not the protocol's (a proxy's HTML page, half a line): tried again. */
export function garbage(expected: string, found: string, apiKey: string | undefined): TypedFailure {
  const start = wellFormed(maskKey(found, apiKey).replace(/\s+/g, ' ').trim(), 120);
  return new TypedFailure(
    'ModelTransient',
    `the endpoint sent no ${expected} but ${start === '' ? 'nothing' : `"${start}"`}`,
  );
}

/** JSON of a protocol message. Throws ModelTransient when it is none, or no object. */
export function protocolJson(
  expected: string,
  text: string,
  apiKey: string | undefined,
): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw garbage(expected, text, apiKey);
}
