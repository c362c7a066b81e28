import type { ProviderConfig } from '../config/routing-config';
import { TypedFailure } from '../failures/table';
import { ollamaProvider } from './ollama';
import { openAiProvider } from './openai';
import type { ModelProvider } from './provider';

/**
 * The client of a configured endpoint. Throws `ConfigError` for the kind `static`: the embedded reviewer has no endpoint
 * and is called by itself.
 */
export function createProvider(
  name: string,
  config: ProviderConfig,
  apiKey: string | undefined,
): ModelProvider {
  const { kind, base_url: baseUrl } = config;
  if (kind === 'static' || baseUrl === undefined) {
    throw new TypedFailure(
      'ConfigError',
      `routing: providers.${name} is of kind "${kind}", expected one with a base_url.`,
    );
  }
  return kind === 'ollama' ? ollamaProvider(name, baseUrl, apiKey) : openAiProvider(name, baseUrl, apiKey);
}
