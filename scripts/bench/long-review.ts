const ENTRIES = 14;

/** A forensic answer of about 5 KB whose quotes stand in every generated file. */
export function longReview(): string {
  const entry = (claim: string, n: number) => ({
    claim: `${claim} ${n}: the sum of the argument and a constant is returned without a look at its range, which callers far away may rely on; say what holds for the largest number and prove it with a test of its own.`,
    evidence: { quote: 'return value + ', line_start: 3, line_end: 3 },
    confidence: 80 + (n % 15),
  });
  const list = (claim: string, length: number) => Array.from({ length }, (_, n) => entry(claim, n));
  return JSON.stringify({
    verdict: 'needs_patch',
    alignment_score: 6.5,
    critical_failures: [],
    pseudocode_flags: [],
    prd_mismatches: [],
    broken_pipelines: [],
    missing_components: list('Missing check', ENTRIES / 2),
    risk_points: list('Risk', ENTRIES / 2),
    verified_components: list('Works', 2),
    required_next_actions: list('Do', 2),
  });
}
