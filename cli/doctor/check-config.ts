import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadRouting, shippedRoutingPath, type LoadedRouting } from '../../config/routing-config';
import { loadScrumConfig } from '../../config/scrum-config';
import { FAILURES, TypedFailure } from '../../failures/table';
import type { CommandContext } from '../command-context';
import type { RepoPlace } from '../repo-place';
import { routingInUse } from '../service-settings';
import { ok, type Check } from './check';

/** The `scrum.toml` and the routing file in use; the routing is null where it cannot be used. */
export async function checkConfig(
  context: CommandContext,
  place: RepoPlace,
): Promise<{ checks: Check[]; routing: LoadedRouting | null }> {
  const { flags, cwd } = context;
  const own = join(place.location, 'scrum.toml');
  const named = flags.config === undefined ? undefined : resolve(cwd, flags.config);
  const path = named ?? (!place.isUrl && existsSync(own) ? own : undefined);
  const config = await checked('scrum.toml', async () => {
    await loadScrumConfig(path);
    return path ?? 'none, the defaults are used (scrum-loop init writes one)';
  });
  let routing: LoadedRouting | null = null;
  const routed = await checked('routing file', async () => {
    const routingPath = await routingInUse(context, place);
    routing = await loadRouting(routingPath === undefined ? {} : { routingPath });
    return routingPath ?? `${shippedRoutingPath()} (the shipped one)`;
  });
  return { checks: [config, routed], routing };
}

async function checked(name: string, check: () => Promise<string>): Promise<Check> {
  try {
    return ok('config', name, await check());
  } catch (error) {
    if (!(error instanceof TypedFailure)) throw error;
    return { result: 'fail', kind: 'config', name, found: error.message, next: FAILURES[error.type].next };
  }
}
