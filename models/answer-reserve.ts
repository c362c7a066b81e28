/** Reserved for an answer where the routing file sets no bound, tokens. */
const USUAL_ANSWER = 4096;

/**
 * Tokens set aside for a model's answer: `max_output_tokens` where it is configured (and sent), else 4,096, but never
 * more than a quarter of the window.
 */
export function answerReserve(model: {
  context_tokens: number;
  max_output_tokens?: number | undefined;
}): number {
  return model.max_output_tokens ?? Math.min(USUAL_ANSWER, Math.floor(model.context_tokens / 4));
}
