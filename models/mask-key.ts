import { keyPattern } from './key-pattern';

const patterns = new Map<string, RegExp | undefined>();

/** Replaces the key itself, in every form it may be quoted in, by asterisks; the rest of the text stays. */
export function maskOwnKey(text: string, apiKey: string | undefined): string {
  if (apiKey === undefined) return text;
  if (!patterns.has(apiKey)) patterns.set(apiKey, keyPattern(apiKey));
  const pattern = patterns.get(apiKey);
  return pattern === undefined ? text : text.replace(pattern, '***');
}

/** As `maskOwnKey`, and anything sent as a bearer token: error pages like to quote the request. */
export function maskKey(text: string, apiKey: string | undefined): string {
  return maskOwnKey(text, apiKey).replace(/(bearer(?:\s|%20|\+){1,4})[\w.~+/=%-]{8,}/gi, '$1***');
}
