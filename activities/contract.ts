import type { Tier, Verdict } from '../review/vocabulary';
import type { TrackerStatus } from '../review/tracker';
import type { Target } from '../source/snapshot-types';
import type { Caps, Money } from '../workflows/money';
import type { JudgeArgs, ModelCall, ModelCallResult, PreparedReview } from './contract-reviews';

export type * from './contract-reviews';

/**
 * What workflows may ask of the world. Everything here is small: references, counts and one-line reasons; file text and
 * model answers stay on the worker's disk (content-addressed) and never enter a workflow's history.
 */

/** The resolved, validated plan of one loop. The rest of the configuration lies in the plan store under `planId`. */
export interface LoopPlan {
  planId: string;
  /** The workflow id; with `-2`, `-3`, … where an earlier loop of that id has rows in the knowledge base. */
  loopId: string;
  repo: string;
  repoName: string;
  iterations: number;
  concurrency: number;
  fix: 'none';
  maxCostUsd: number | null;
  maxTokens: number | null;
  /** Bounds of each iteration and of each file. */
  caps?: { iteration: Caps; file: Caps };
  /** Models that may be asked and have no known price. */
  unpriced?: string[];
  gate: { commands: number; onRed: 'stop' | 'wait'; waitLimitMs: number };
  /** Registered search attributes; only those are ever sent. */
  searchAttributes: string[];
  routingSha256: string;
  /** No model rung is usable: every file goes to the embedded reviewer. */
  staticOnly: boolean;
  /** One sentence for people, why providers or rungs are left out. */
  notices: string[];
}

/** Where an activity belongs; travels in every call. */
export interface LoopRef {
  planId: string;
  loopId: string;
  iteration: number;
  sweepId: string;
  /** 0, or the number of a person's retry: rows then end in `#r<k>` and count instead of the earlier ones. */
  retry: number;
}

export interface SnapshotRef {
  snapshotId: string;
  commit: string | null;
  dirty: boolean;
  files: number;
}

export interface TargetsRef {
  /** Id of the stored, ordered list of targets. */
  targetsId: string;
  total: number;
  /** Omitted files by reason. */
  omissions: Record<string, number>;
}

/** What the parent keeps of a settled file. */
export interface FileOutcome {
  path: string;
  outcome: 'reviewed' | 'inconclusive';
  verdict: Verdict | null;
  tier: Tier;
  findings: number;
  /** null: calls were made and nobody counted their tokens. */
  tokens: number | null;
  /** null: a price was unknown. */
  costUsd: number | null;
  reused: boolean;
  /** Blocked, but a person has dismissed all that was found, in code that is still the same: nobody is asked again. */
  dismissed?: true;
  /** What counts against the caps: calls whose usage nobody told at their reservation. */
  charged?: Money;
  /** One line, only where inconclusive. */
  reason?: string;
}

/** A target as the loop hands it to a child. */
export interface PagedTarget extends Target {
  /** Stands for the path in workflow ids, only where the path is too long for one: `sha256:<hex>`. */
  idPart?: string;
}

/** What became of the targets of a page, in any order; together they are the first of those asked for. */
export interface Page {
  /** Targets that need a review of their own. */
  targets: PagedTarget[];
  /** Files settled by an earlier identical review. */
  reused: FileOutcome[];
}

export interface SweepResult {
  sweepId: string;
  findings: number;
  bySeverity: { high: number; medium: number; low: number };
  metricsKey: string;
  /** Whether this sweep improved on the one before; null for the first. */
  improved: boolean | null;
}

export interface GateResult {
  /** null: no commands are configured. */
  green: boolean | null;
  /** One line per command: what ran, how it ended. */
  summary: string[];
  testFailCount: number | null;
}

/** What the parent knows of an iteration when its reviews and gate are over; goes into the metrics row. */
export interface IterationTotals {
  status: TrackerStatus;
  /** ISO UTC; null in the baseline. */
  scrumStarted: string | null;
  scrumFinished: string | null;
  fixesApplied: number | null;
  targets: number;
  reviewed: number;
  inconclusive: number;
  reused: number;
  omissions: Record<string, number>;
  buildGreen: boolean | null;
  testFailCount: number | null;
  /** One line per gate command. */
  gateSummary: string[];
  /** Why the iteration is incomplete or stopped, for people. */
  notices: string[];
}

export interface OverrideRecord {
  scope: 'file' | 'gate' | 'wave' | 'loop';
  file?: string;
  decision: 'approve' | 'reject' | 'retry' | 'skip';
  reason: string;
  by?: string;
}

export interface ObservationRecord {
  file: string;
  note: string;
  /** Iteration it waits for; absent: the next. */
  iteration?: number;
}

/** Quick activities on the queue `scrum-loop`. */
export interface LoopActivities {
  /** Validates the input, resolves configuration, probes providers and the server. Throws InvalidInput naming every bad field. */
  openLoop(args: { input: unknown; workflowId: string; firstRunId: string }): Promise<LoopPlan>;
  takeSnapshot(args: { ref: LoopRef }): Promise<SnapshotRef>;
  selectTargets(args: { ref: LoopRef; snapshotId: string; skipped: string[] }): Promise<TargetsRef>;
  /**
   * Targets from `offset` on, at most `limit` and no more than a small payload holds; those with an identical earlier
   * review are settled (rows written) at once.
   */
  settlePage(args: {
    ref: LoopRef;
    snapshotId: string;
    targetsId: string;
    offset: number;
    limit: number;
    /** Paths a person wants reviewed afresh: never reused. */
    fresh: string[];
  }): Promise<Page>;
  /** One target of the iteration by path; null when it is none. */
  findTarget(args: { ref: LoopRef; targetsId: string; path: string }): Promise<PagedTarget | null>;
  /** Writes inconclusive rows for `targets` and for all from `offset` on; returns how many. */
  recordUnreviewed(args: {
    ref: LoopRef;
    snapshotId: string;
    targets: Target[];
    targetsId: string;
    offset: number;
    reason: string;
  }): Promise<number>;
  /** Baseline (iteration 0) or re-sweep: findings rows and one metrics row. */
  runSweep(args: { ref: LoopRef; snapshotId: string; totals: IterationTotals | null }): Promise<SweepResult>;
  recordSignal(args: {
    ref: LoopRef;
    /** Number of the signal in the loop: makes the row's key. */
    seq: number;
    override?: OverrideRecord;
    observation?: ObservationRecord;
    /** A signal that could not be used, and why. */
    rejected?: string;
  }): Promise<void>;
}

/** Local activities of the child, on the queue `scrum-loop`. */
export interface ReviewActivities {
  prepareReview(args: { ref: LoopRef; snapshotId: string; target: Target }): Promise<PreparedReview>;
  /** Whether the opinions so far conflict, so that a further one is worth its money. Writes nothing. */
  weighReview(args: JudgeArgs): Promise<{ undecided: boolean }>;
  judgeAndRecord(args: JudgeArgs): Promise<FileOutcome>;
  /** Whether some worker serves a model queue, however busy. */
  queueServed(args: { taskQueue: string }): Promise<{ served: boolean }>;
}

/** On `scrum-loop-model-<provider>`. */
export interface ModelActivities {
  callModel(args: ModelCall): Promise<ModelCallResult>;
}

/** On `scrum-loop-build`. */
export interface BuildActivities {
  runGate(args: { ref: LoopRef; snapshotId: string }): Promise<GateResult>;
}

export type Activities = LoopActivities & ReviewActivities & ModelActivities & BuildActivities;
