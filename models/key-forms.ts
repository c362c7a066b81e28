/** Shorter keys would be found in ordinary words. */
const SHORTEST = 4;

/** The middle of `text` as base64 that stands at offset 0, 1 or 2 of a group of three bytes: what holds any neighbours. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const whole = bytes.toString('base64');
  const start = offset === 0 ? 0 : offset + 1;
  const rest = bytes.length % 3;
  const end = rest === 0 ? whole.length : whole.length - (rest === 1 ? 3 : 2);
  return whole.slice(start, end);
}

/** `\u0041`-style and `&#65;`-style escapes of every character that is no letter or digit. */
function escaped(text: string, escape: (code: number) => string): string {
  return text.replace(/[^A-Za-z0-9]/g, (char) => escape(char.charCodeAt(0)));
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * The ways an endpoint may quote a key back: as it is, URL-encoded, in JSON (with and without escaped slashes), in HTML,
 * in base64 at any offset (it usually stands behind `Bearer ` or a user name), in hex. Longest first; empty for no key.
 */
export function keyForms(apiKey: string | undefined): string[] {
  if (apiKey === undefined || apiKey.length < SHORTEST) return [];
  const url = encodeURIComponent(apiKey);
  const json = JSON.stringify(apiKey).slice(1, -1);
  const hex = (code: number): string => code.toString(16).padStart(4, '0');
  const base64 = [0, 1, 2].map((offset) => base64At(apiKey, offset)).filter((form) => form.length >= 8);
  const forms = [
    apiKey,
    url,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    escaped(apiKey, (code) => `%${code.toString(16).toUpperCase().padStart(2, '0')}`),
    json,
    json.replaceAll('/', '\\/'),
    escaped(apiKey, (code) => `\\u${hex(code)}`),
    escaped(apiKey, (code) => `\\u${hex(code).toUpperCase()}`),
    apiKey.replace(/[&<>"']/g, (char) => HTML[char] ?? char),
    escaped(apiKey, (code) => `&#${code};`),
    escaped(apiKey, (code) => `&#x${code.toString(16)};`),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    Buffer.from(apiKey).toString('hex'),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
