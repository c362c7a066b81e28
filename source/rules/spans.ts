/** Offsets `[start, end)`, ordered by start. */
export type Spans = ReadonlyArray<{ start: number; end: number }>;

/** Index of the last span that starts at or before `offset`; -1 when none does. */
export function lastAtOrBefore(spans: Spans, offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Spans without those that lie in another, so that a look-up needs one search. */
export function outermost<T extends { start: number; end: number }>(spans: readonly T[]): T[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = -1;
  return sorted.filter((span) => {
    if (span.end <= reached) return false;
    reached = span.end;
    return true;
  });
}

/** Whether one of the spans (none inside another) holds `offset`. */
export function containsOffset(spans: Spans, offset: number): boolean {
  const span = spans[lastAtOrBefore(spans, offset)];
  return span !== undefined && offset < span.end;
}
