import type { Environment } from '../../config/environment';
import { loadRouting } from '../../config/routing-config';
import { TypedFailure } from '../../failures/table';
import type { WorkerSettings } from '../worker-settings';
import { checkReachable, environmentTemporal, type EnvironmentTemporal } from './environment-temporal';
import { findTemporal } from './find-temporal';
import { readRecord, type ServiceRecord } from './service-record';

/** How this command would start the services. */
export interface ServicePlan {
  settings: Omit<WorkerSettings, 'address' | 'namespace' | 'fromEnvironment'>;
  routing: { path: string; sha256: string };
  env: Environment;
  temporal: EnvironmentTemporal;
  /** null: the Temporal is the environment's and there is no CLI here. */
  cli: string | null;
  script: string;
}

/** Reads the environment and the routing file, and finds the CLI; starts nothing. */
export async function planServices(
  settings: ServicePlan['settings'],
  env: Environment,
  script: string,
): Promise<ServicePlan> {
  const { routingPath, configPath, trustRepoConfig } = settings;
  const trusted = trustRepoConfig || configPath === undefined;
  const { path, sha256 } = await loadRouting({
    ...(routingPath === undefined ? {} : { routingPath }),
    ...(configPath === undefined ? {} : { scrumTomlPath: configPath }),
    trusted,
  });
  const temporal = environmentTemporal(env);
  if (temporal.address !== undefined) await checkReachable(temporal);
  const cli = temporal.address === undefined ? findTemporal(env) : cliIfAny(env);
  return { settings, routing: { path, sha256 }, env, temporal, cli, script };
}

/** With a Temporal elsewhere the CLI is only named for pasting; its lack stops nothing. */
function cliIfAny(env: Environment): string | null {
  try {
    return findTemporal(env);
  } catch (error) {
    if (error instanceof TypedFailure && error.type === 'SetupError') return null;
    throw error;
  }
}

/**
 * Throws when services in use by the `others` are not the ones this command asks for: another routing file
 * (`RoutingMismatch`, with both paths) or another Temporal (`ConfigError`).
 */
export function refuseOtherServices({ settings, routing, temporal }: ServicePlan, others: number[]): void {
  const running = readRecord(settings.stateDir);
  if (others.length === 0 || running === undefined) return;
  const whose = `The services of ${settings.stateDir} (used by process ${others.join(', ')})`;
  if (running.routing.path !== routing.path) {
    throw new TypedFailure(
      'RoutingMismatch',
      `${whose} were started with the routing file ${running.routing.path}, and this command asks for ${routing.path}: end that command first, or name another --state-dir.`,
    );
  }
  if (!isSameTemporal(running, temporal)) {
    const { address, namespace } = running.temporal;
    const asked = temporal.address ?? 'an embedded server';
    throw new TypedFailure(
      'ConfigError',
      `${whose} use the Temporal at ${address}, namespace ${namespace}, and the environment of this command asks for ${asked}, namespace ${temporal.namespace}: end that command first, or name another --state-dir.`,
    );
  }
}

/** Whether the services run on the Temporal that is asked for: the embedded one, or the environment's. */
export function isSameTemporal(running: ServiceRecord, wanted: EnvironmentTemporal): boolean {
  const address = running.server === null ? running.temporal.address : undefined;
  return address === wanted.address && running.temporal.namespace === wanted.namespace;
}
