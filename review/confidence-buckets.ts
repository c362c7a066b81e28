/** Ten equal buckets of stated confidence, 0 to 100: `0-9`, `10-19`, … `90-100`. */
export const BUCKETS: readonly string[] = Array.from(
  { length: 10 },
  (_, i) => `${i * 10}-${i === 9 ? 100 : i * 10 + 9}`,
);

/** Index of the bucket that a confidence falls into. */
export function bucketIndex(confidence: number): number {
  return Math.min(BUCKETS.length - 1, Math.floor(confidence / 10));
}
