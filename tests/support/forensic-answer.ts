/** One defect as a model would claim it. */
export interface ClaimedDefect {
  claim: string;
  quote: string;
  confidence?: number;
  list?: 'critical_failures' | 'pseudocode_flags' | 'missing_components' | 'risk_points';
}

/** A whole forensic answer with these defects and one verified component that quotes `proof`. */
export function forensicAnswer(defects: readonly ClaimedDefect[], proof: string): string {
  const entry = (claim: string, quote: string, confidence: number) => ({
    claim,
    evidence: { quote, line_start: 1, line_end: 1 },
    confidence,
  });
  const lists: Record<string, object[]> = {
    critical_failures: [],
    pseudocode_flags: [],
    prd_mismatches: [],
    broken_pipelines: [],
    missing_components: [],
    risk_points: [],
    verified_components: [entry('it adds', proof, 95)],
    required_next_actions: [],
  };
  for (const { claim, quote, confidence = 90, list = 'risk_points' } of defects)
    lists[list]?.push(entry(claim, quote, confidence));
  return JSON.stringify({ verdict: 'pass', alignment_score: 8, ...lists });
}
