import type { IncomingHttpHeaders } from 'node:http';

const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `6m0s`, `1.5s`, `250ms`; undefined when it is no such text. */
function resetMs(value: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(value)) return undefined;
  let sum = 0;
  for (const [, number, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    sum += Number(number) * (UNIT_MS[unit ?? ''] ?? 0);
  return sum;
}

function delayMs(value: string, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const reset = resetMs(value);
  if (reset !== undefined) return reset;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date - now;
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim();
}

/**
 * How long the headers want us to wait, milliseconds, uncapped and never negative: `retry-after-ms`, Retry-After
 * (seconds or an HTTP date, RFC 9110 10.2.3), else the reset of the x-ratelimit budget that is used up. Undefined when
 * nothing usable was sent.
 */
export function headerDelayMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const inMs = Number(header(headers, 'retry-after-ms') ?? Number.NaN);
  const after = header(headers, 'retry-after');
  const asked = Number.isFinite(inMs) ? inMs : after === undefined ? undefined : delayMs(after, now);
  const resets = ['requests', 'tokens'].flatMap((budget) => {
    const remaining = header(headers, `x-ratelimit-remaining-${budget}`);
    const reset = header(headers, `x-ratelimit-reset-${budget}`);
    const ms =
      reset === undefined || (remaining !== undefined && Number(remaining) > 0)
        ? undefined
        : delayMs(reset, now);
    return ms === undefined ? [] : [ms];
  });
  const plain = header(headers, 'x-ratelimit-reset');
  const plainMs = plain === undefined ? undefined : delayMs(plain, now);
  const wait = asked ?? (resets.length > 0 ? Math.max(...resets) : plainMs);
  return wait === undefined || !Number.isFinite(wait) ? undefined : Math.max(0, Math.round(wait));
}
