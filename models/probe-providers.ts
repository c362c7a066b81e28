import type { ProviderConfig, Routing } from '../config/routing-config';
import { createProvider } from './create-provider';
import type { ModelProvider } from './provider';

export interface ProviderHealth {
  name: string;
  usable: boolean;
  /** Why it is not usable, for people; empty when it is. */
  reason: string;
  /** Models it lists; null when it has no list. */
  models: string[] | null;
}

/** Names of the providers whose models some ladder climbs, in the order of the file. */
export function providersInUse(routing: Routing): string[] {
  const rungs = new Set(Object.values(routing.ladders).flatMap((ladder) => ladder.rungs));
  const used = new Set(
    Object.entries(routing.models).flatMap(([name, model]) => (rungs.has(name) ? [model.provider] : [])),
  );
  return Object.keys(routing.providers).filter((name) => used.has(name));
}

async function probeOne(provider: ModelProvider, signal: AbortSignal): Promise<ProviderHealth> {
  const { name } = provider;
  // A second look at once: one lost connection should not turn a whole loop static.
  const first = await provider.probe(signal);
  const result = first.up || signal.aborted ? first : await provider.probe(signal);
  return result.up
    ? { name, usable: true, reason: '', models: result.models }
    : { name, usable: false, reason: result.reason, models: null };
}

/**
 * Asks every provider in use, side by side, whether it can be called: key present (`env` gives a variable's value),
 * endpoint up, models listed. Endpoint trouble is an answer and never thrown.
 */
export async function probeProviders(
  routing: Routing,
  env: (name: string) => string | undefined,
  signal: AbortSignal,
  create: (
    name: string,
    config: ProviderConfig,
    apiKey: string | undefined,
  ) => ModelProvider = createProvider,
): Promise<ProviderHealth[]> {
  return Promise.all(
    providersInUse(routing).map(async (name): Promise<ProviderHealth> => {
      const config = routing.providers[name];
      if (!config) return { name, usable: false, reason: 'it is not configured', models: null };
      const keyName = config.api_key_env;
      const key = keyName === undefined ? undefined : env(keyName);
      if (keyName !== undefined && !key) {
        return {
          name,
          usable: false,
          reason: `the variable ${keyName} with its key is not set`,
          models: null,
        };
      }
      return probeOne(create(name, config, key), signal);
    }),
  );
}
