import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { CheckedLoopInput } from '../activities/loop-input';
import { loadRouting, shippedRoutingPath } from '../config/routing-config';
import type { AttachOptions } from '../workers/embedded/services';
import { WORKER_GROUPS, type WorkerGroup } from '../workers/worker-settings';
import type { CommandContext } from './command-context';
import type { RepoPlace } from './repo-place';

/** What the worker of these services is started with. Throws `ConfigError` for a routing file that is wrong. */
export async function serviceSettings(
  context: CommandContext,
  place: RepoPlace,
  defaults: Partial<CheckedLoopInput> = {},
  only: readonly WorkerGroup[] = WORKER_GROUPS,
): Promise<AttachOptions['settings']> {
  const { flags, cwd } = context;
  const routingPath = await routingInUse(context, place);
  return {
    stateDir: place.stateDir,
    cwd,
    trustRepoConfig: flags.trustRepoConfig === true,
    only,
    defaults,
    ...(routingPath === undefined ? {} : { routingPath }),
    ...(flags.config === undefined ? {} : { configPath: resolve(cwd, flags.config) }),
  };
}

/**
 * `--routing`, else `routing.toml` beside the `scrum.toml` in use; undefined: the shipped file. A repository's own
 * file may name keys only where the operator stands in the repository, or trusts it.
 */
export async function routingInUse(
  { flags, cwd }: CommandContext,
  place: RepoPlace,
): Promise<string | undefined> {
  const own = place.isUrl ? undefined : join(place.location, 'scrum.toml');
  const config = flags.config === undefined ? own : resolve(cwd, flags.config);
  const standsIn = !place.isUrl && isInside(cwd, place.location);
  const foreign = config !== undefined && isInside(config, place.location) && !standsIn;
  const { path } = await loadRouting({
    trusted: flags.trustRepoConfig === true || !foreign,
    ...(flags.routing === undefined ? {} : { routingPath: resolve(cwd, flags.routing) }),
    ...(config !== undefined && existsSync(config) ? { scrumTomlPath: config } : {}),
  });
  return path === shippedRoutingPath() ? undefined : path;
}

/** Whether `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
