import { z } from 'zod';
import { forensicReport } from '../../review/forensic-report';
import { PLACE_SOURCES } from '../../review/meeting-places';
import { INJECTION_SOURCES } from '../../review/injection';
import { HOP_OUTCOMES, TIERS, VERDICTS } from '../../review/vocabulary';
import { common, count, measured, usd } from './common';

const percent = z.number().min(0).max(100);

export const hop = z.strictObject({
  model: z.string(),
  outcome: z.enum(HOP_OUTCOMES),
  reason: z.string(),
  ms: z.number().min(0),
  prompt_tokens: measured,
  completion_tokens: measured,
});

/** One file judged once in one iteration (schema 4). */
export const scrumReviews = z.strictObject({
  ...common(4),
  file: z.string(),
  language: z.string(),
  bytes: count,
  content_sha256: z.string(),
  commit: z.string().nullable(),
  dirty: z.boolean(),
  outcome: z.enum(['reviewed', 'inconclusive']),
  /** Null when no answer was accepted. */
  output_format: z.enum(['forensic_json', 'markdown']).nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  model_verdict: z.enum(VERDICTS).nullable(),
  alignment_score: z.number().min(0).max(10).nullable(),
  confidences: z.array(percent),
  confidence_avg: percent.nullable(),
  confidence_min: percent.nullable(),
  gradient_tier: z.enum(TIERS),
  findings_count: count,
  critical_failures_count: count,
  pseudocode_flags_count: count,
  prd_mismatches_count: count,
  broken_pipelines_count: count,
  missing_components_count: count,
  risk_points_count: count,
  verified_components_count: count,
  required_next_actions_count: count,
  ungrounded_count: count,
  /** What the embedded reviewer found beside the model. */
  static_findings: z.array(z.looseObject({ rule: z.string() })),
  attempts_made: count,
  thin_rejections: count,
  escalations: count,
  hops: z.array(hop),
  accepted_model: z.string().nullable(),
  accepted_from: z.enum(['whole', 'reduce']).nullable(),
  tree_split_fired: z.boolean(),
  shards_total: count,
  shards_reviewed: count,
  prompt_sha256: z.string().nullable(),
  prompt_tokens: measured,
  completion_tokens: measured,
  cost_usd: usd,
  duration_ms: z.number().min(0).nullable(),
  /** Name of the ladder and hash of what it can answer with: part of what makes a review reusable. */
  ladder: z.string().optional(),
  /** Key of the earlier review that counts here too. */
  reused_from: z.string().nullable(),
  report: z.union([forensicReport, z.string()]).nullable(),
  /** Key of the row a person's retry counts instead of. */
  supersedes: z.string().optional(),
  /** Of what it found, how much a person has dismissed in code that is still the same. */
  dismissed_count: count.optional(),
  /** Where verdicts conflicted: every opinion asked for, the first one included, and which became this record. */
  opinions: z
    .array(
      z.strictObject({
        model: z.string(),
        verdict: z.enum(VERDICTS),
        model_verdict: z.enum(VERDICTS).nullable(),
        critical_failures: count,
        accepted: z.boolean(),
      }),
    )
    .optional(),
  /** How it was decided among the opinions; `agreed` is null where no verdict had as many as needed. */
  quorum: z
    .strictObject({
      needed: count,
      agreed: z.enum(VERDICTS).nullable(),
      /** A grounded critical failure of one opinion stands though the others did not see it. */
      lone_critical: z.boolean(),
    })
    .optional(),
  /** Entries that each model's accepted answers claimed, and how many of them stand in the file; none on reused rows. */
  grounding: z.array(z.strictObject({ model: z.string(), entries: count, grounded: count })).optional(),
  /** Places that at least two sources found independently, see `review/meeting-places.ts`. */
  triangulation: z
    .array(
      z.strictObject({
        line_start: count,
        line_end: count,
        sources: z.array(z.enum(PLACE_SOURCES)),
      }),
    )
    .optional(),
  /** Places that any source named. */
  claimed_places: count.optional(),
  /** Where text that stood in the prompt speaks to its reviewer; absent where it does not. */
  injection: z
    .array(z.strictObject({ where: z.enum(INJECTION_SOURCES), line: count.nullable(), quote: z.string() }))
    .optional(),
  /** Places of the file that are masked before anything leaves for a provider. */
  secrets_masked: count.optional(),
  /** The same by kind of secret; absent where there is none. */
  secrets_masked_by_kind: z.record(z.string(), count).optional(),
  /** It was read without a syntax tree: the parser crashed on it, or came to no end. */
  no_syntax: z.enum(['crashed', 'stalled']).optional(),
  /** Why a file is inconclusive, one line. */
  reason: z.string().nullable().optional(),
});
