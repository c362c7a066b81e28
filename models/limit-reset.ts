import type { IncomingHttpHeaders } from 'node:http';
import { headerDelayMs } from './header-delay';

const HOUR = 3_600_000;
const LONGEST = 24 * HOUR;
const SHORTEST = 1000;
/** Where nothing says when a usage limit resets. */
const USUAL = HOUR;

const UNITS: Record<string, number> = { d: 24 * HOUR, h: HOUR, m: 60_000, s: 1000 };
const UNIT = '(?:d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)(?![a-z])';
const WHEN = '\\b(?:resets?|resetting|again|retry|retried|available|wait|after)\\b';
const SPAN = new RegExp(
  `${WHEN}[^.\\d\\n]{0,40}?((?:\\d+(?:\\.\\d+)?\\s{0,2}${UNIT}(?:,?\\s{1,2}(?:and\\s{1,2})?)?){1,4})`,
  'i',
);
const MOMENT =
  /\b(?:resets?|again|retry|available|until|after)\b[^\d\n]{0,40}?(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)/i;
/** `resets_at: 1768478400`, `"resets_in_seconds": 3600`, as JSON bodies have it. */
const FIELD =
  /"(?:resets?_?(?:at|in|after)(?:_seconds)?|retry_?after(?:_seconds)?|resets?)"\s{0,3}:\s{0,3}"?(\d+(?:\.\d+)?)"?/i;

function spanMs(text: string): number | undefined {
  const span = SPAN.exec(text)?.[1];
  if (span === undefined) return undefined;
  let sum = 0;
  for (const [, number, unit] of span.matchAll(/(\d+(?:\.\d+)?)\s*([dhms])/gi))
    sum += Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? 0);
  return sum;
}

function momentMs(text: string, now: number): number | undefined {
  const found = MOMENT.exec(text)?.[1];
  if (found === undefined) return undefined;
  const zoned = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/.test(found) || !found.includes(':');
  const at = Date.parse(zoned ? found : `${found.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : at - now;
}

/** A number of seconds, or the seconds or milliseconds since the epoch that a reset is at. */
function fieldMs(body: string, now: number): number | undefined {
  const found = FIELD.exec(body)?.[1];
  if (found === undefined) return undefined;
  const value = Number(found);
  if (value > 1e11) return value - now;
  return value > 1e9 ? value * 1000 - now : value * 1000;
}

/**
 * Milliseconds until a usage limit resets, told by headers (Retry-After, x-ratelimit-reset), by the body's words
 * ("resets in 3h 20m", "try again at 2026-01-15T12:00:00Z") or its fields; between a second and 24 hours, an hour where
 * nothing tells it. The body may be hostile: it is read in its first 20,000 characters, each pattern once.
 */
export function limitResetMs(headers: IncomingHttpHeaders, body: string, now: number): number {
  const text = body.slice(0, 20_000);
  const told = headerDelayMs(headers, now) ?? momentMs(text, now) ?? spanMs(text) ?? fieldMs(text, now);
  if (told === undefined || !Number.isFinite(told) || told <= 0) return USUAL;
  return Math.min(LONGEST, Math.max(SHORTEST, Math.round(told)));
}
