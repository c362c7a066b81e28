import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ObservationRecord, OverrideRecord } from '../activities/contract';
import type { TrackerRow } from '../review/tracker';
import type { Hop, Tier, Verdict } from '../review/vocabulary';
import type { AllowanceAnswer, AllowanceRequest } from './purse';

/** Input of `scrumLoop`: every field optional but `repo`. Checked by the loop's first activity. */
export interface LoopInput {
  /** Local path or git URL. */
  repo: string;
  /** Branch, tag or commit; absent: the working tree as it is. */
  ref?: string;
  iterations?: number;
  include?: string[];
  exclude?: string[];
  fix?: 'none';
  proposal?: string;
  systemPrompt?: string;
  concurrency?: number;
  maxCostUsd?: number;
  maxTokens?: number;
  offline?: boolean;
  noReuse?: boolean;
  /** Path of a scrum.toml on the worker. */
  config?: string;
}

export interface PendingDecision {
  scope: 'file' | 'gate' | 'wave' | 'loop';
  file?: string;
  /** Content the decision is about; a decided file comes back when its content changes. */
  sha256?: string;
  iteration: number;
  verdict?: Verdict | null;
  tier?: Tier;
  reason: string;
}

export interface LoopStatus {
  repo: string;
  status: TrackerRow['status'];
  iteration: number;
  iterations: number;
  paused: boolean;
  staticOnly: boolean;
  files: { total: number; done: number; reviewed: number; inconclusive: number; reused: number };
  /** Workflow ids of the children under review now. */
  running: string[];
  /** null: at least one call was not counted. */
  tokens: number | null;
  /** null: at least one call had no known price. */
  costUsd: number | null;
  maxTokens: number | null;
  maxCostUsd: number | null;
  pendingDecisions: number;
  notices: string[];
}

export interface FileView {
  file: string;
  iteration: number;
  outcome: 'reviewed' | 'inconclusive';
  verdict: Verdict | null;
  tier: Tier;
  reused: boolean;
  decision?: OverrideRecord['decision'];
  reason?: string;
}

/** What a `reviewFile` child answers to `status`. */
export interface ReviewStatus {
  file: string;
  step: 'preparing' | 'reviewing' | 'reducing' | 'judging' | 'done';
  shards: number;
  shardsDone: number;
  /** `model · attempt n` of the calls in flight. */
  asking: string[];
  hops: Hop[];
}

export interface BudgetChange {
  maxCostUsd?: number;
  maxTokens?: number;
}

export const humanOverride = defineSignal<[OverrideRecord]>('humanOverride');
export const observe = defineSignal<[ObservationRecord]>('observe');
export const pause = defineSignal<[{ reason?: string }?]>('pause');
/** Between a loop and its children: see `Treasury` and `Purse`. */
export const requestAllowance = defineSignal<[AllowanceRequest]>('requestAllowance');
export const allowance = defineSignal<[AllowanceAnswer]>('allowance');
export const resume = defineSignal<[Record<string, never>?]>('resume');

export const decide = defineUpdate<string, [OverrideRecord]>('decide');
export const setBudget = defineUpdate<string, [BudgetChange]>('setBudget');

export const status = defineQuery<LoopStatus>('status');
export const tracker = defineQuery<TrackerRow[]>('tracker');
export const pendingDecisions = defineQuery<PendingDecision[]>('pendingDecisions');
export const files = defineQuery<FileView[]>('files');
export const reviewStatus = defineQuery<ReviewStatus>('status');

/** Result of `scrumLoop`. */
export interface LoopResult {
  loopId: string;
  tracker: TrackerRow[];
  summary: {
    /** `done`: every target of every iteration was reviewed and no gate was red. */
    outcome: 'done' | 'incomplete' | 'stopped';
    iterations: number;
    reviewed: number;
    inconclusive: number;
    reused: number;
    findings: number | null;
    tokens: number | null;
    costUsd: number | null;
    staticOnly: boolean;
    pendingDecisions: number;
    /** Why the loop is not `done`, and what was left out at its start. */
    notices: string[];
  };
}
