/** A metric that counts the lines a pattern hits. */
export interface PatternMetric {
  name: string;
  pattern: RegExp;
  /** Whether a file counts. */
  looksAt: (path: string) => boolean;
}

/** The seed metrics of a sweep, with the patterns its first users grep for. */
export const DEFAULT_PATTERNS = {
  grep_hits_unimplemented: /todo!\(\)|unimplemented!\(\)|FIXME/,
  grep_hits_pseudo: /"(?:placeholder|stub|mock|fake)"/,
  dead_code_markers: /#\[allow\(dead_code\)\]/,
} as const;

/** Counts, per metric, the lines of a text with at least one hit, as `grep -c` does. */
export function countLines(text: string, pattern: RegExp): number {
  // One look at the whole text first: most files have no hit at all.
  if (!pattern.test(text)) return 0;
  let count = 0;
  for (const line of text.split('\n')) if (pattern.test(line)) count += 1;
  return count;
}
