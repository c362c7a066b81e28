import { EndpointFailure } from './endpoint-failure';
import { maskKey, maskOwnKey } from './mask-key';
import type { ModelProvider } from './provider';
import { TypedFailure } from '../failures/table';

/** The same failure with the key masked in its message; what it was caused by may hold the key too and is dropped. */
function withoutKey(error: unknown, apiKey: string): unknown {
  if (!(error instanceof Error)) return error;
  const message = maskKey(error.message, apiKey);
  if (message === error.message) return error;
  if (error instanceof EndpointFailure) {
    const { type, scope, retryAfterMs, resetMs, brokeOff } = error;
    return Object.assign(new EndpointFailure(type, message, scope, { retryAfterMs, resetMs }), { brokeOff });
  }
  if (error instanceof TypedFailure) {
    const { type, retryAfterMs, brokeOff } = error;
    return Object.assign(new TypedFailure(type, message, retryAfterMs), { brokeOff });
  }
  const plain = new Error(message);
  plain.name = error.name;
  return plain;
}

/**
 * A provider out of which its key never comes: not in an answer (an endpoint may echo the request, and answers are
 * stored), not in an error, not in what a probe says. The last line of defence; without a key the provider itself.
 */
export function keyless(provider: ModelProvider, apiKey: string | undefined): ModelProvider {
  if (apiKey === undefined) return provider;
  return {
    name: provider.name,
    async chat(request, options) {
      try {
        const answer = await provider.chat(request, options);
        const [text, reasoning] = [answer.text, answer.reasoning].map((part) => maskOwnKey(part, apiKey));
        return { ...answer, text: text ?? '', reasoning: reasoning ?? '' };
      } catch (error) {
        throw withoutKey(error, apiKey);
      }
    },
    async probe(signal) {
      const found = await provider.probe(signal);
      if (!found.up) return { up: false, reason: maskKey(found.reason, apiKey) };
      return { up: true, models: found.models?.map((model) => maskOwnKey(model, apiKey)) ?? null };
    },
  };
}
