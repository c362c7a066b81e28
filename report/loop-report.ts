import type { FindingRow, MetricsRow, ReviewRow } from '../kb/streams';
import type { Agreement } from '../sweep/agreement';
import type { GroundingRates } from '../sweep/grounding-rates';
import type { Calibration } from './calibration';
import type { TrackerRow, TrackerStatus } from '../review/tracker';
import type { Tier, Verdict } from '../review/vocabulary';

/** One file as one iteration judged it. */
export interface FileLine {
  file: string;
  outcome: ReviewRow['outcome'];
  verdict: Verdict | null;
  tier: Tier;
  alignment_score: number | null;
  confidence_avg: number | null;
  confidence_min: number | null;
  findings: number;
  critical_failures: number;
  missing_components: number;
  verified_components: number;
  accepted_model: string | null;
  accepted_from: ReviewRow['accepted_from'];
  reused: boolean;
  attempts: number;
  escalations: number;
  /** Why it is inconclusive; null where it was reviewed. */
  reason: string | null;
}

export interface IterationResult {
  iteration: number;
  status: TrackerStatus;
  targets: number;
  reviewed: number;
  inconclusive: number;
  reused: number;
  verdicts: Record<string, number>;
  tiers: Record<string, number>;
  /** Worst first: by verdict, then missing components, then path. */
  files: FileLine[];
  /** Files left out by reason; null while the iteration has no metrics row. */
  omissions: Record<string, number> | null;
  improved: boolean | null;
  hit_rate: number | null;
  triangulated: number | null;
  /** By model: entries that its accepted answers claimed, how many stand in their files, and the share, 0-1. */
  grounding: GroundingRates;
  /** How far model, rules and other sources agree; null where no model reviewed. */
  agreement: Agreement | null;
  /** Files on which further models were heard; how many a quorum settled; on how many a lone critical failure stands. */
  second_opinions: { asked: number; agreed: number; lone_critical: number };
  /** Places masked as secrets in the files of the iteration, in how many files, and of which kinds. */
  secrets_masked: { places: number; files: number; by_kind: Record<string, number> };
  /** One line per gate command. */
  gate_summary: string[];
  phases: MetricsRow['phases'];
  findings: { total: number | null; fixed: number; regressed: number };
}

/** A blocked file that waits for a person. */
export interface PendingLine {
  file: string;
  iteration: number;
  verdict: Verdict | null;
  confidence_min: number | null;
  reason: string | null;
}

export interface ObservationLine {
  id: string;
  file: string;
  note: string;
  /** Iteration in which it was left. */
  left_in: number | null;
  for_iteration: number | null;
  picked_iteration: number | null;
}

export interface OverrideLine {
  ts: string;
  iteration: number | null;
  scope: string | null;
  file: string | null;
  decision: string | null;
  by: string | null;
  reason: string;
  accepted: boolean;
  note: string | null;
}

export type FindingLine = Pick<
  FindingRow,
  | 'id'
  | 'severity'
  | 'file'
  | 'line'
  | 'title'
  | 'evidence'
  | 'status'
  | 'phase'
  | 'rule'
  | 'source'
  | 'fingerprint'
  | 'first_seen_sweep'
  | 'dismissed'
  | 'dismissed_before'
>;

/** A named number with a target, as the last sweep measured it. */
export interface TargetLine {
  name: string;
  baseline: number | null;
  value: number | null;
  target: number;
  met: boolean | null;
}

/** What the loop used. A sum is null where nothing is known of it, and for money where any part is unknown. */
export interface Spending {
  prompt_tokens: number | null;
  completion_tokens: number | null;
  cost_usd: number | null;
  /** Reviews whose tokens or price the provider did not say. */
  unknown_tokens: number;
  unknown_cost: number;
}

/** All that the knowledge base knows of one loop, for people and programs. */
export interface LoopReport {
  loop_id: string;
  repo: string | null;
  commit: string | null;
  dirty: boolean | null;
  started: string | null;
  outcome: 'running' | 'done' | 'incomplete' | 'stopped';
  iterations: number;
  /** The embedded reviewer read every file: no model was asked. */
  static_only: boolean;
  notices: string[];
  baseline_findings: number | null;
  tracker: TrackerRow[];
  results: IterationResult[];
  pending: PendingLine[];
  observations: ObservationLine[];
  overrides: OverrideLine[];
  /** Of the last sweep, open and regressed first; dismissed ones among them, as they are marked. */
  findings: FindingLine[];
  /** Baseline first, one row per sweep. */
  metrics: MetricsRow[];
  targets: TargetLine[];
  spending: Spending;
  /** How stated confidences compare with what became known of them in this loop. */
  calibration: Calibration;
}
