import { limitResetMs } from '../../models/limit-reset';

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each<[string, number]>([
  ['you have reached your weekly usage limit', HOUR],
  ['weekly usage limit reached, resets in 3h 20m', 200 * MINUTE],
  ['limit reached. It resets in 3 hours and 20 minutes.', 200 * MINUTE],
  ['hourly usage limit, try again in 45 minutes', 45 * MINUTE],
  ['quota exceeded; please retry after 90 seconds', 90_000],
  ['quota exceeded; retry in 12.5s', 12_500],
  ['session usage limit: available again in 2h', 2 * HOUR],
  ['wait 1 day, 2 hours', 24 * HOUR],
  ['try again at 2026-01-15T15:30:00Z', 210 * MINUTE],
  ['your limit resets at 2026-01-15 14:00:00', 2 * HOUR],
  ['your limit resets on 2026-01-15 14:00 UTC', 2 * HOUR],
  ['closed until 2026-01-15T15:00:00+01:00', 2 * HOUR],
  ['try again at 2026-03-01', 24 * HOUR],
  ['try again at 2025-03-01', HOUR],
  ['resets in 3 moons', HOUR],
  ['the gpt-4 128k model has a limit', HOUR],
  ['{"error":{"message":"usage limit","resets_at":1768489200}}', 3 * HOUR],
  ['{"error":{"message":"usage limit","resets_in_seconds":5400}}', 90 * MINUTE],
  ['{"error":"usage limit","retry_after":"1800"}', 30 * MINUTE],
  ['', HOUR],
])('%s', (body, ms) => expect(limitResetMs({}, body, NOW)).toBe(ms));

test.each<[Record<string, string>, number]>([
  [{ 'retry-after': '7200' }, 2 * HOUR],
  [{ 'retry-after': '259200' }, 24 * HOUR],
  [{ 'retry-after': new Date(NOW + 3 * HOUR).toUTCString() }, 3 * HOUR],
  [{ 'x-ratelimit-reset-requests': '6h0m0s' }, 6 * HOUR],
  [{ 'retry-after': '0' }, HOUR],
  [{ 'retry-after': '0.2' }, 1000],
  [{ 'retry-after': 'later' }, 20 * MINUTE],
])('headers first: %j', (headers, ms) => expect(limitResetMs(headers, 'resets in 20m', NOW)).toBe(ms));

test('a hostile body of digits and spaces is read in no time worth naming', () => {
  for (const body of ['resets in ' + '1h '.repeat(20_000), 'again ' + ' '.repeat(50_000), '1'.repeat(50_000)])
    expect(limitResetMs({}, body, NOW)).toBeGreaterThanOrEqual(1000);
});
