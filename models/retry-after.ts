import type { IncomingHttpHeaders } from 'node:http';
import { headerDelayMs } from './header-delay';

/** Providers have sent three days; a loop that waits longer than this does better on the next rung. */
export const MAX_RETRY_AFTER_MS = 5 * 60 * 1000;

/** How long the endpoint wants us to wait before the next call, milliseconds, at most five minutes. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const wait = headerDelayMs(headers, now);
  return wait === undefined ? undefined : Math.min(MAX_RETRY_AFTER_MS, wait);
}
