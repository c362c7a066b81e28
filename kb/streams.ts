/** The streams of the knowledge base; a JSONL file or a table each. */
export const STREAMS = [
  'scrum_reviews',
  'phase_sweep_findings',
  'scrum_loop_metrics',
  'human_overrides',
  'audits',
  'observations',
  'classifications',
  'distilled_facts',
  'distilled_procedures',
  'distilled_config_hints',
] as const;
export type StreamName = (typeof STREAMS)[number];
