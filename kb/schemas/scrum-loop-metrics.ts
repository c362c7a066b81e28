import { z } from 'zod';
import { TRACKER_STATUSES } from '../../review/tracker';
import { common, count, histogram, measured, usd } from './common';

export const PHASE_STATUSES = ['real', 'partial', 'pseudo', 'missing'] as const;

/** A share, 0-1. */
const share = z.number().min(0).max(1);
const isoTime = z.iso.datetime().nullable();

/** One row per sweep; iteration 0 is the baseline. What cannot be measured is null. */
export const scrumLoopMetrics = z.strictObject({
  ...common(1),
  findings_total: measured,
  findings_by_severity: z.strictObject({ high: count, medium: count, low: count }).nullable(),
  /** Findings that a person dismissed: in none of the other counts. */
  findings_dismissed: count.optional(),
  phases_total: measured,
  phases_real_count: measured,
  phases_partial_count: measured,
  phases_pseudo_count: measured,
  phases_missing_count: measured,
  test_count: measured,
  test_fail_count: measured,
  grep_hits_unimplemented: measured,
  grep_hits_pseudo: measured,
  dead_code_markers: measured,
  prompt_tokens: measured,
  completion_tokens: measured,
  cost_usd: usd,
  /** Score as shown (`4`, `4.5`, `?` for none) to number of files. */
  score_distribution: histogram.nullable(),
  /** `0-9`, `10-19`, … `90-100` to number of confidences. */
  confidence_histogram: histogram.nullable(),
  verdicts: histogram.nullable(),
  tiers: histogram.nullable(),
  targets: count,
  reviewed: count,
  inconclusive: count,
  reused: count,
  triangulated: measured,
  /** By model: entries that accepted answers claimed, and how many stand in their files. */
  grounding: z
    .record(z.string(), z.strictObject({ entries: count, grounded: count, rate: share.nullable() }))
    .optional(),
  /** How far model, rules and other sources agree, see `sweep/agreement.ts`; null where no model reviewed. */
  agreement: z
    .strictObject({
      places: count,
      agreed: count,
      agreement_rate: share.nullable(),
      files_compared: count,
      files_disagreeing: count,
      disagreement_rate: share.nullable(),
    })
    .nullable()
    .optional(),
  build_green: z.boolean().nullable(),
  /** Better than the sweep before; null for the first. */
  improved: z.boolean().nullable(),
  // What the report needs beside the metrics, so that it can be written from the knowledge base alone.
  status: z.enum(TRACKER_STATUSES),
  scrum_started: isoTime,
  scrum_finished: isoTime,
  fixes_applied: measured,
  /** Omitted files by reason. */
  omissions: histogram,
  /** One sentence for people each. */
  notices: z.array(z.string()),
  /** The operator's own metrics. */
  custom: z.record(
    z.string(),
    z.strictObject({
      value: z.number().nullable(),
      target: z.number().nullable(),
      met: z.boolean().nullable(),
    }),
  ),
  phases: z.array(z.strictObject({ phase: count, title: z.string(), status: z.enum(PHASE_STATUSES) })),
  repo: z.string().nullable(),
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  /** Share of the iteration's files that an earlier identical review settled, 0-1; null where there was no file. */
  hit_rate: share.nullable(),
  /** No model rung was usable: the embedded reviewer read every file. */
  static_only: z.boolean().nullable(),
  /** Iterations the loop was asked for; null outside a loop. */
  iterations: count.nullable(),
  /** One line per gate command. */
  gate_summary: z.array(z.string()),
});
