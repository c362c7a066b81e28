import type { ProviderConfig } from '../config/routing-config';
import { TypedFailure } from '../failures/table';
import { keyless } from './keyless';
import { ollamaProvider } from './ollama';
import { openAiProvider } from './openai';
import type { ModelProvider } from './provider';

/**
 * The client of a configured endpoint, out of which its key never comes. Throws `ConfigError` for the kind `static`: the embedded reviewer has no endpoint
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
  const make = kind === 'ollama' ? ollamaProvider : openAiProvider;
  return keyless(make(name, baseUrl, apiKey), apiKey);
}
