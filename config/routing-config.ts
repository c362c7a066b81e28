import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { routingProblems } from './check-routing';
import { packageRoot } from './package-root';
import { checkToml, configError, parseToml, readConfigText } from './read-toml';
import { routingSchema, type Routing } from './routing-schema';

export type { LadderConfig, ModelConfig, ProviderConfig, RouteConfig, Routing } from './routing-schema';
export { STATIC } from './routing-schema';

export interface RoutingSource {
  /** `--routing`: wins over everything. */
  routingPath?: string;
  /** The `scrum.toml` in use; a `routing.toml` beside it comes second. */
  scrumTomlPath?: string;
  /**
   * false: `scrum.toml` is a reviewed repository's own and the operator has not said that it is trusted. A routing file
   * beside it then may name no `api_key_env`: it could send any variable of this machine to any address. Default true.
   */
  trusted?: boolean;
}

export interface LoadedRouting {
  routing: Routing;
  /** Absolute path of the file in use. */
  path: string;
  /** Of the file's text; a loop pins it. */
  sha256: string;
}

/** The routing file that comes with the product. */
export function shippedRoutingPath(): string {
  return join(packageRoot(), 'config', 'routing.toml');
}

/** Parses and checks the text of a routing file. Throws one `ConfigError` naming every problem. */
export function parseRouting(path: string, text: string): Routing {
  const routing = checkToml(path, routingSchema, parseToml(path, text));
  const problems = routingProblems(routing);
  if (problems.length > 0) throw configError(path, problems);
  return routing;
}

/**
 * Finds, reads and checks the routing file: `routingPath`, else `routing.toml` beside the `scrum.toml` in use, else the
 * shipped one. Throws one `ConfigError` naming every problem of the file.
 */
export async function loadRouting(source: RoutingSource = {}): Promise<LoadedRouting> {
  const beside =
    source.scrumTomlPath === undefined
      ? undefined
      : join(dirname(resolve(source.scrumTomlPath)), 'routing.toml');
  const fromRepo = source.routingPath === undefined && beside !== undefined && existsSync(beside);
  const path = resolve(source.routingPath ?? (fromRepo ? beside : shippedRoutingPath()));
  const text = await readConfigText(path);
  const routing = parseRouting(path, text);
  if (fromRepo && source.trusted === false) refuseKeys(path, routing);
  return { routing, path, sha256: createHash('sha256').update(text).digest('hex') };
}

function refuseKeys(path: string, routing: Routing): void {
  const problems = Object.entries(routing.providers)
    .filter(([, provider]) => provider.api_key_env !== undefined)
    .map(
      ([name, provider]) =>
        `providers.${name}.api_key_env is "${provider.api_key_env}", expected no key in the routing file of a repository that is not trusted (--trust-repo-config or --routing)`,
    );
  if (problems.length > 0) throw configError(path, problems);
}

/** `--offline`: the same routing with the embedded reviewer as the only rung of every ladder. */
export function offlineRouting(routing: Routing): Routing {
  const ladders = Object.fromEntries(
    Object.entries(routing.ladders).map(([name, ladder]) => [name, { ...ladder, rungs: ['static'] }]),
  );
  return { ...routing, ladders };
}
