const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a duration in a configuration file looks like, for error sentences. */
export const DURATION_EXPECTED = 'a duration such as "90s", "30m", "24h" or "2d" (units ms, s, m, h, d)';

/** Milliseconds of `24h`, `1.5h`, `500ms` …; undefined when `text` is no positive duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h|d)$/.exec(text.trim());
  const ms = match ? Math.round(Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0)) : 0;
  return ms > 0 ? ms : undefined;
}
