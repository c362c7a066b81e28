import type { Routing } from '../config/routing-schema';
import { TypedFailure } from '../failures/table';
import { createProvider } from './create-provider';
import type { CircuitLog } from './gate/circuit';
import { realClock, type GateClock } from './gate/gate-clock';
import { ProviderGate } from './gate/provider-gate';
import type { ModelProvider } from './provider';

/**
 * Clients of the configured endpoints, each made when first asked for, each behind the one gate it has in this process.
 * `log` is told when a circuit opens or closes. Throws `ConfigError` for a name not in the routing.
 */
export function providerPool(
  routing: Routing,
  env: (name: string) => string | undefined,
  log: CircuitLog,
  clock: GateClock = realClock,
): (name: string) => ModelProvider {
  const made = new Map<string, ModelProvider>();
  return (name) => {
    const known = made.get(name);
    if (known) return known;
    const config = Object.hasOwn(routing.providers, name) ? routing.providers[name] : undefined;
    if (!config)
      throw new TypedFailure('ConfigError', `routing: providers.${name} is missing, expected a table.`);
    const client = createProvider(
      name,
      config,
      config.api_key_env === undefined ? undefined : env(config.api_key_env),
    );
    const provider = new ProviderGate(client, config.max_concurrent, clock, log);
    made.set(name, provider);
    return provider;
  };
}
