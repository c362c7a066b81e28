import type { Frame, Hop, HopOutcome, OutputFormat, Task } from '../review/vocabulary';
import type { Target } from '../source/snapshot-types';
import type { LoopRef } from './contract';

/** The part of the contract that one file's review needs. */

export interface Rung {
  model: string;
  provider: string;
  taskQueue: string;
  attempts: number;
  /** Accepted here, the review is capped at tier simulation. */
  capped: boolean;
  /** Seconds of the whole call. */
  timeoutS: number;
  /** Seconds a call may wait for a worker and for the provider's rate; absent: 60. */
  startWithinS?: number;
  /** US dollars per million tokens; absent: unknown. */
  usdPerMtokIn?: number;
  usdPerMtokOut?: number;
  /** Tokens reserved for an answer. */
  answerTokens?: number;
}

/** Bytes `[start, end)` of the file, cut at code point boundaries. */
export interface ShardRef {
  index: number;
  start: number;
  end: number;
}

export interface PreparedReview {
  frame: Frame;
  ladder: string;
  rungs: Rung[];
  reduceRungs: Rung[];
  /** Empty: reviewed whole. */
  shards: ShardRef[];
  /** Where verdicts conflict, other models are asked until this many opinions agree; absent: nobody is. */
  secondOpinion?: { quorum: number; opinions: number };
  /** What prompts are estimated by, for the reservation before each call. */
  estimate?: PromptEstimate;
}

/** Tokens of a prompt: what stands in every one, and what a byte of the file adds. */
export interface PromptEstimate {
  overheadTokens: number;
  tokensPerByte: number;
}

export interface ModelCall {
  ref: LoopRef;
  snapshotId: string;
  target: Target;
  task: Extract<Task, 'review' | 'reduce'>;
  frame: Frame;
  rung: Rung;
  /** 1-based, counted per rung. */
  attempt: number;
  shard: (ShardRef & { total: number }) | null;
  /** Reduce only: the accepted answers of all shards, in order. */
  shardAnswers?: string[];
  /** Why the answer before was not accepted; quoted to the model. */
  previousReason?: string;
}

export interface ModelCallResult {
  outcome: HopOutcome;
  reason: string;
  /** Answer store id; null when there is no answer to keep. */
  answerId: string | null;
  format: OutputFormat | null;
  ms: number;
  promptTokens: number | null;
  completionTokens: number | null;
  costUsd: number | null;
}

/** An answer accepted for the whole file, or for each shard. */
export interface AcceptedPart {
  shard: number | null;
  /** Bytes of the shard; null for a whole file. */
  range: { start: number; end: number } | null;
  answerId: string;
  model: string;
  capped: boolean;
}

/** A further review of the same file, complete. */
export interface Opinion {
  parts: AcceptedPart[];
  reduce: AcceptedPart | null;
}

export interface JudgeArgs {
  ref: LoopRef;
  snapshotId: string;
  target: Target;
  frame: Frame;
  shardsTotal: number;
  /** Empty or incomplete: the file is inconclusive. */
  parts: AcceptedPart[];
  /** Narrative and score of the reduce ladder; null when it did not run or was exhausted. */
  reduce: AcceptedPart | null;
  /** Whole reviews by further models, where a second opinion was asked for. */
  opinions?: Opinion[];
  /** Opinions that must agree; with `opinions` alone. */
  quorum?: number;
  hops: Hop[];
  /** Steps from one rung to the next. */
  escalations: number;
  costUsd: number | null;
  startedAt: string;
  reason: string | null;
}
