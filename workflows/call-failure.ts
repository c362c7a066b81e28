import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { ModelCallResult } from '../activities/contract';
import type { HopOutcome } from '../review/vocabulary';
import { failureMessage, failureType, innermostCause } from './failure-message';
import { NOTHING, type Money } from './money';

const OUTCOME_OF_FAILURE: Record<string, HopOutcome> = {
  ModelTransient: 'transient',
  ModelAuth: 'auth',
  ModelUnknown: 'unknown_model',
  ModelWindow: 'window',
  ProviderClosed: 'closed',
};

/** A call that gave no answer, as a result. */
export function notAnswered(outcome: HopOutcome, reason: string, ms: number): ModelCallResult {
  return {
    outcome,
    reason,
    answerId: null,
    format: null,
    ms,
    promptTokens: null,
    completionTokens: null,
    costUsd: null,
  };
}

/** What a failed activity means for the climb; a failure that is not the model's (a full disk, a bug) is thrown on. */
export function failedCall(error: unknown, ms: number): ModelCallResult {
  const timeout = timeoutOf(error);
  if (timeout === 'SCHEDULE_TO_START') return notAnswered('no_worker', 'no worker took the call', ms);
  const outcome = timeout ? 'transient' : OUTCOME_OF_FAILURE[failureType(error) ?? ''];
  if (outcome === undefined) throw error;
  return notAnswered(outcome, failureMessage(error), ms);
}

/** Whether a call waited for a worker in vain: none took it within its time. */
export function wasNeverTaken(error: unknown): boolean {
  return timeoutOf(error) === 'SCHEDULE_TO_START';
}

/**
 * What a failed call counts against the caps: nothing where it failed by a word of the endpoint or was never taken;
 * null (its reservation) where it broke off under way and nobody knows.
 */
export function usageOfFailure(error: unknown): Money | null {
  const timeout = timeoutOf(error);
  if (timeout !== null) return timeout === 'SCHEDULE_TO_START' ? NOTHING : null;
  const cause = innermostCause(error);
  const [told] = cause instanceof ApplicationFailure ? (cause.details ?? []) : [];
  return (told as { brokeOff?: boolean } | undefined)?.brokeOff === true ? null : NOTHING;
}

function timeoutOf(error: unknown): TimeoutFailure['timeoutType'] | null {
  return error instanceof ActivityFailure && error.cause instanceof TimeoutFailure
    ? error.cause.timeoutType
    : null;
}
