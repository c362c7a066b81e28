import type {
  FileOutcome,
  LoopPlan,
  ObservationRecord,
  OverrideRecord,
  PagedTarget,
  SweepResult,
} from '../activities/contract';
import type { TrackerRow } from '../review/tracker';
import type { BudgetChange, FileView, PendingDecision } from './messages';
import { NOTHING, type CapKind, type Money } from './money';

/** A signal on its way into the knowledge base. */
export interface SignalRecord {
  seq: number;
  iteration: number;
  override?: OverrideRecord;
  observation?: ObservationRecord;
  rejected?: string;
}

/** The iteration in progress; travels over a continue-as-new in its middle. */
export interface Progress {
  snapshotId: string;
  targetsId: string;
  total: number;
  omissions: Record<string, number>;
  /** First target not yet fetched. */
  offset: number;
  /** Fetched, not yet handed to a child. */
  leftover: PagedTarget[];
  reviewed: number;
  inconclusive: number;
  reused: number;
}

/** All a loop knows, as plain data: what queries answer from and what continue-as-new carries. */
export interface LoopState {
  plan: LoopPlan | null;
  /** ISO UTC of the first run. */
  startedAt: string;
  /** 0: the baseline sweep. */
  iteration: number;
  rows: TrackerRow[];
  progress: Progress | null;
  /** Findings of the newest sweep. */
  lastSweep: SweepResult | null;
  /** No target for the rest of the loop. */
  skipped: string[];
  /** Decisions on blocked files; each holds as long as the content does. */
  decided: Record<string, { sha256: string | null; decision: 'approve' | 'reject' }>;
  pending: PendingDecision[];
  /** Asked for again by a person, not yet handed to a child. */
  retryQueue: string[];
  /** Retries of this iteration so far: the `k` of `r<k>`. */
  retries: number;
  /** `r<k>` under which the whole iteration is repeated; 0 for its first run. */
  repeat: number;
  /** Asked for between iterations: reviewed in the next one even if unchanged. */
  fresh: string[];
  gateDecision: OverrideRecord['decision'] | null;
  loopDecision: OverrideRecord['decision'] | null;
  paused: boolean;
  budget: { maxCostUsd: number | null; maxTokens: number | null };
  /** null: at least one call was not counted, or had no known price. */
  spent: { tokens: number | null; costUsd: number | null };
  /** What counts against the caps, of the loop and of this iteration. */
  charged: { loop: Money; iteration: Money };
  /** A cap left no money for a call; no further file is started. */
  capReached: { cap: CapKind; of: 'loop' | 'iteration' } | null;
  totals: { reviewed: number; inconclusive: number; reused: number };
  seq: number;
  unrecorded: SignalRecord[];
  incomplete: boolean;
  stopped: boolean;
  notices: string[];
  /** Files of this run, for the query `files`; not carried over. */
  files: Record<string, FileView>;
}

/** The state of a loop that has not begun. */
export function newLoopState(startedAt: string): LoopState {
  return {
    plan: null,
    startedAt,
    iteration: 0,
    rows: [],
    progress: null,
    lastSweep: null,
    skipped: [],
    decided: {},
    pending: [],
    retryQueue: [],
    retries: 0,
    repeat: 0,
    fresh: [],
    gateDecision: null,
    loopDecision: null,
    paused: false,
    budget: { maxCostUsd: null, maxTokens: null },
    spent: { tokens: 0, costUsd: 0 },
    charged: { loop: NOTHING, iteration: NOTHING },
    capReached: null,
    totals: { reviewed: 0, inconclusive: 0, reused: 0 },
    seq: 0,
    unrecorded: [],
    incomplete: false,
    stopped: false,
    notices: [],
    files: {},
  };
}

/** The state a run goes on from; one that an earlier version of this program left lacks what was added since. */
export function resumedState(state: LoopState): LoopState {
  return { ...newLoopState(state.startedAt), ...state };
}

/** What goes into the next run: all but the view of files. */
export function carried(state: LoopState): LoopState {
  return { ...state, files: {} };
}

export type LoopEvent =
  | { type: 'opened'; plan: LoopPlan }
  | { type: 'iterationStarted'; iteration: number; at: string; progress: Progress }
  | { type: 'fetched'; targets: PagedTarget[]; reused: FileOutcome[]; nextOffset: number }
  | { type: 'handedOut' }
  | { type: 'fileSettled'; outcome: FileOutcome; sha256: string; again: boolean }
  | { type: 'unreviewed'; count: number }
  | { type: 'retryTaken' }
  | { type: 'rowChanged'; row: Partial<TrackerRow> }
  | { type: 'gateRed'; reason: string }
  | { type: 'gateSettled' }
  | { type: 'waitEnded' }
  | { type: 'swept'; sweep: SweepResult }
  | { type: 'iterationEnded' }
  | { type: 'repeated' }
  | { type: 'incomplete'; notice: string }
  | { type: 'stopped'; notice: string }
  | { type: 'override'; override: OverrideRecord }
  | { type: 'observation'; observation: ObservationRecord }
  | { type: 'badSignal'; rejected: string }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'budget'; change: BudgetChange }
  | { type: 'charged'; money: Money }
  | { type: 'capReached'; cap: CapKind; of: 'loop' | 'iteration' }
  | { type: 'recorded'; seq: number };
