import { setting } from '../../config/environment';
import type { LoadedRouting } from '../../config/routing-config';
import { hasModel } from '../../models/model-tags';
import { probeProviders, type ProviderHealth } from '../../models/probe-providers';
import type { CommandContext } from '../command-context';
import { ok, type Check } from './check';

/** Keys, endpoints and models of the providers in use. A provider that cannot be used is a warning: it is skipped. */
export async function checkProviders(
  { routing }: LoadedRouting,
  { env, flags }: CommandContext,
): Promise<Check[]> {
  if (flags.offline === true) return [ok('providers', 'providers', '--offline: none is asked')];
  const health = await probeProviders(routing, (name) => setting(name, env), AbortSignal.timeout(25_000));
  if (health.length === 0)
    return [ok('providers', 'providers', 'no ladder names a model: every run is static')];
  return health.map((provider) => providerCheck(provider, modelsOf(routing, provider.name)));
}

function modelsOf(routing: LoadedRouting['routing'], provider: string): string[] {
  const rungs = new Set(Object.values(routing.ladders).flatMap((ladder) => ladder.rungs));
  return Object.entries(routing.models).flatMap(([name, model]) =>
    model.provider === provider && rungs.has(name) ? [name] : [],
  );
}

/** One provider's line. */
export function providerCheck(
  { name, usable, reason, models }: ProviderHealth,
  wanted: readonly string[],
): Check {
  const title = `provider ${name}`;
  if (!usable) {
    const next = 'set the key or start the endpoint; until then its rungs are skipped';
    return { result: 'warn', kind: 'providers', name: title, found: reason, next };
  }
  if (models === null) return ok('providers', title, 'up; it does not list its models');
  const missing = wanted.filter((model) => !hasModel(models, model));
  if (missing.length === 0) return ok('providers', title, `up, all ${wanted.length} models in use are there`);
  const next = 'pull them or correct the names; until then these rungs are skipped';
  return {
    result: 'warn',
    kind: 'providers',
    name: title,
    found: `up, but without ${missing.join(', ')}`,
    next,
  };
}
