import type { z } from 'zod';
import { audits } from './schemas/audits';
import { classifications } from './schemas/classifications';
import { distilled } from './schemas/distilled';
import { humanOverrides } from './schemas/human-overrides';
import { observations } from './schemas/observations';
import { phaseSweepFindings } from './schemas/phase-sweep-findings';
import { scrumLoopMetrics } from './schemas/scrum-loop-metrics';
import { scrumReviews } from './schemas/scrum-reviews';

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

/** The row schema of each stream; rows are checked against it when appended. */
export const SCHEMAS = {
  scrum_reviews: scrumReviews,
  phase_sweep_findings: phaseSweepFindings,
  scrum_loop_metrics: scrumLoopMetrics,
  human_overrides: humanOverrides,
  audits,
  observations,
  classifications,
  distilled_facts: distilled,
  distilled_procedures: distilled,
  distilled_config_hints: distilled,
} as const satisfies Record<StreamName, z.ZodType>;

/** The row type of a stream. */
export type RowOf<S extends StreamName> = z.infer<(typeof SCHEMAS)[S]>;
export type ReviewRow = RowOf<'scrum_reviews'>;
export type FindingRow = RowOf<'phase_sweep_findings'>;
export type MetricsRow = RowOf<'scrum_loop_metrics'>;
export type OverrideRow = RowOf<'human_overrides'>;
export type ObservationRow = RowOf<'observations'>;
