import { TypedFailure } from '../failures/table';
import { answerReserve } from './answer-reserve';
import { estimateTokens } from './estimate-tokens';
import type { ChatAnswer, ChatRequest } from './provider';

/** Below this an estimate is too rough to raise an alarm. */
const ALARM_FROM_TOKENS = 256;

function promptTokens(request: ChatRequest): number {
  return request.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
}

/** Refuses a prompt that cannot fit beside its answer before anything is sent. Throws ModelWindow. */
export function assertPromptFits(request: ChatRequest): void {
  const estimate = promptTokens(request);
  const reserve = answerReserve({
    context_tokens: request.contextTokens,
    max_output_tokens: request.maxOutputTokens,
  });
  if (estimate + reserve <= request.contextTokens) return;
  throw new TypedFailure(
    'ModelWindow',
    `the prompt has about ${estimate} tokens and ${reserve} are reserved for the answer, the window of ` +
      `${request.model} is ${request.contextTokens}`,
  );
}

/**
 * Notices a prompt that the endpoint cut without saying so: it counted fewer than half of the tokens we sent. What it
 * answered is about something else than we asked, but it was paid for: the answer stays, marked `prompt_cut`. No count
 * (null): unknown, believed.
 */
export function markCutPrompt(request: ChatRequest, answer: ChatAnswer): ChatAnswer {
  const estimate = promptTokens(request);
  const counted = answer.promptTokens;
  if (counted === null || estimate < ALARM_FROM_TOKENS || counted * 2 >= estimate) return answer;
  return { ...answer, finish: 'prompt_cut' };
}
