import { TypedFailure } from '../failures/table';
import { estimateTokens } from './estimate-tokens';
import type { ChatRequest } from './provider';

/** Below this an estimate is too rough to raise an alarm. */
const ALARM_FROM_TOKENS = 256;

function promptTokens(request: ChatRequest): number {
  return request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
}

/** Refuses a prompt that cannot fit before anything is sent. Throws ModelWindow. */
export function assertPromptFits(request: ChatRequest): void {
  const estimate = promptTokens(request);
  if (estimate <= request.contextTokens) return;
  throw new TypedFailure(
    'ModelWindow',
    `the prompt has about ${estimate} tokens, the window of ${request.model} is ${request.contextTokens}`,
  );
}

/**
 * Notices a prompt that the endpoint cut without saying so: it counted fewer than half of the tokens we sent. What it
 * answered is about something else than we asked. No count (null): unknown, believed. Throws ModelWindow.
 */
export function assertPromptWhole(request: ChatRequest, counted: number | null): void {
  const estimate = promptTokens(request);
  if (counted === null || estimate < ALARM_FROM_TOKENS || counted * 2 >= estimate) return;
  throw new TypedFailure(
    'ModelWindow',
    `the endpoint read ${counted} of about ${estimate} prompt tokens: it cut the prompt without saying so`,
  );
}
