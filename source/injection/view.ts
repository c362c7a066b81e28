/** A text read another way, that still knows where each of its characters stood. */
export interface View {
  text: string;
  /** UTF-16 offset in the original of the character at `at`. */
  originOf(at: number): number;
}

/** A stretch of the original as a view of its own, whatever was made of it. */
export function stretch(text: string, start: number, end: number): View {
  const scale = text.length === 0 ? 0 : (end - start) / text.length;
  return { text, originOf: (at) => start + Math.min(end - start, Math.floor(at * scale)) };
}

/** The original with some stretches left out or replaced; `pieces` in order, none overlapping. */
export function edited(
  original: string,
  pieces: readonly { start: number; end: number; by: string }[],
): View {
  const parts: string[] = [];
  const ends: number[] = [];
  const origins: number[] = [];
  let length = 0;
  let from = 0;
  const add = (text: string, origin: number): void => {
    if (text === '') return;
    parts.push(text);
    length += text.length;
    ends.push(length);
    origins.push(origin);
  };
  for (const { start, end, by } of pieces) {
    add(original.slice(from, start), from);
    add(by, start);
    from = end;
  }
  add(original.slice(from), from);
  return {
    text: parts.join(''),
    originOf(at) {
      let low = 0;
      let high = ends.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle] ?? 0) > at) high = middle;
        else low = middle + 1;
      }
      return (origins[low] ?? 0) + at - (low === 0 ? 0 : (ends[low - 1] ?? 0));
    },
  };
}
