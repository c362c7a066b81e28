/** The words of a review, shared by every room. Each list is ordered from best to worst. */

export const VERDICTS = ['pass', 'needs_patch', 'fail'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The permission gradient: what may be done without a human. */
export const TIERS = ['auto', 'dry_run', 'simulation', 'block'] as const;
export type Tier = (typeof TIERS)[number];

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type OutputFormat = 'forensic_json' | 'markdown';

/** `soft` is the frame of iteration 1 (markdown asked for), `forensic` that of all later ones (strict JSON asked for). */
export type Frame = 'soft' | 'forensic';

export const TASKS = ['review', 'reduce', 'fix', 'audit', 'phase', 'distill'] as const;
export type Task = (typeof TASKS)[number];

export const HOP_OUTCOMES = [
  'accepted',
  'thin',
  'truncated',
  'refused',
  'transient',
  'auth',
  'unknown_model',
  'window',
  'closed',
  'no_worker',
  'cancelled',
] as const;
export type HopOutcome = (typeof HOP_OUTCOMES)[number];

/** One step of a climb: which model was asked and what came of it. */
export interface Hop {
  model: string;
  outcome: HopOutcome;
  /** One line, well-formed, secrets masked. Empty when accepted. */
  reason: string;
  /** Milliseconds from request to answer or failure. */
  ms: number;
  prompt_tokens: number | null;
  completion_tokens: number | null;
}
