/** First and last line (1-based, inclusive) that the bytes `[start, end)` of a file lie on. */
export function shardLines(
  bytes: Buffer,
  range: { start: number; end: number },
): { first: number; last: number } {
  const first = 1 + countNewlines(bytes, 0, range.start);
  // The newline that ends the part belongs to its last line.
  const last = first + countNewlines(bytes, range.start, Math.max(range.start, range.end - 1));
  return { first, last };
}

function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
