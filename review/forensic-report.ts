import { z } from 'zod';
import { SEVERITIES, VERDICTS } from './vocabulary';

/** The eight lists of a forensic report, in the order they are shown. */
export const LIST_NAMES = [
  'critical_failures',
  'pseudocode_flags',
  'prd_mismatches',
  'broken_pipelines',
  'missing_components',
  'risk_points',
  'verified_components',
  'required_next_actions',
] as const;
export type ListName = (typeof LIST_NAMES)[number];

const evidence = z.object({
  /** Text copied word for word from the file. */
  quote: z.string(),
  /** 1-based, inclusive; null when the answer gave none. */
  line_start: z.number().int().nullable(),
  line_end: z.number().int().nullable(),
});

const entry = z.object({
  claim: z.string(),
  evidence,
  /** 0-100; null when the answer gave none. */
  confidence: z.number().min(0).max(100).nullable(),
  /** Set by grounding: whether the quote stands in the file. Absent before. */
  grounded: z.boolean().optional(),
  /** Why a verified component whose quote stands in the file counts for nothing all the same. */
  doubt: z.string().optional(),
  /** Rule id, on entries of the embedded reviewer only. */
  rule: z.string().optional(),
  /** Severity of the finding, on entries of the embedded reviewer only. */
  severity: z.enum(SEVERITIES).optional(),
});

/** The forensic record of one file, as parsed from an answer and afterwards grounded in the file. */
export const forensicReport = z.object({
  verdict: z.enum(VERDICTS).nullable(),
  /** 0-10, decimals allowed; null when the answer gave none. */
  alignment_score: z.number().min(0).max(10).nullable(),
  /** Prose written by the reduce ladder; absent on whole-file answers. */
  narrative: z.string().optional(),
  critical_failures: z.array(entry),
  pseudocode_flags: z.array(entry),
  prd_mismatches: z.array(entry),
  broken_pipelines: z.array(entry),
  missing_components: z.array(entry),
  risk_points: z.array(entry),
  verified_components: z.array(entry),
  required_next_actions: z.array(entry),
});

export type Evidence = z.infer<typeof evidence>;
export type ForensicEntry = z.infer<typeof entry>;
export type ForensicReport = z.infer<typeof forensicReport>;

/** A report with no entries: the unit of merging. */
export function emptyReport(): ForensicReport {
  const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, []])) as unknown as Record<
    ListName,
    ForensicEntry[]
  >;
  return { verdict: null, alignment_score: null, ...lists };
}
