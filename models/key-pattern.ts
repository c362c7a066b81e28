/** Shorter keys would be found in ordinary words. */
const SHORTEST = 4;
/** Shorter base64 pieces would be found in ordinary text. */
const SHORTEST_BASE64 = 8;

const HTML_NAMES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Digits of either case. */
function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** One UTF-16 unit as it is, percent-encoded, escaped in JSON or HTML. */
function unitPattern(unit: string): string {
  const code = unit.charCodeAt(0);
  const hex = code.toString(16);
  const percent = [...Buffer.from(unit)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`);
  const name = HTML_NAMES[unit];
  return [
    literal(unit),
    percent.join(''),
    `\\\\{1,2}u${anyCase(hex.padStart(4, '0'))}`,
    `&#0{0,4}${code};`,
    `&#[xX]0{0,4}${anyCase(hex)};`,
    ...(name === undefined ? [] : [`&${name};`]),
    ...(/[\\/"']/.test(unit) ? [`\\\\${literal(unit)}`] : []),
    ...(unit === ' ' ? ['\\+'] : []),
  ].join('|');
}

/** The part of a text's base64 that is the same whatever stands around it, `offset` bytes into a group of three. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const whole = bytes.toString('base64');
  const open = [0, 3, 2][bytes.length % 3] ?? 0;
  return whole.slice(offset === 0 ? 0 : offset + 1, whole.length - open);
}

/**
 * Finds a key in whatever form an endpoint may quote it back: as it is, or any of its characters percent-encoded or
 * escaped as in JSON and HTML, in base64 (of either alphabet, at any offset: it usually stands behind `Bearer ` or a user
 * name), in hex. Global; undefined for no key.
 */
export function keyPattern(apiKey: string | undefined): RegExp | undefined {
  if (apiKey === undefined || apiKey.length < SHORTEST) return undefined;
  const spelt = Array.from({ length: apiKey.length }, (_, i) => `(?:${unitPattern(apiKey.charAt(i))})`);
  const base64 = [0, 1, 2]
    .map((offset) => base64At(apiKey, offset))
    .filter((form) => form.length >= SHORTEST_BASE64)
    .map((form) => literal(form).replaceAll('\\+', '[+-]').replaceAll('\\/', '[/_]'));
  const hex = anyCase(Buffer.from(apiKey).toString('hex'));
  return new RegExp([spelt.join(''), ...base64, hex].join('|'), 'g');
}
