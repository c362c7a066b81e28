import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { existsSync } from 'node:fs';
import type { Environment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { waitForNamespace, withConnection } from './namespace';

/** What the environment says of Temporal. */
export interface EnvironmentTemporal {
  /** undefined: no Temporal is named, the embedded one is used. */
  address: string | undefined;
  namespace: string;
  connectionOptions: ClientConnectConfig['connectionOptions'];
}

/**
 * Reads `TEMPORAL_*` and the profile through envconfig; nothing is contacted. Throws `ConfigError` when a profile or a
 * file that is named does not exist or cannot be read: envconfig passes over a missing file in silence.
 */
export function environmentTemporal(env: Environment): EnvironmentTemporal {
  const file = env.TEMPORAL_CONFIG_FILE;
  if (file !== undefined && file !== '' && !existsSync(file)) {
    throw new TypedFailure(
      'ConfigError',
      `environment: TEMPORAL_CONFIG_FILE is ${wellFormed(file)}, expected a file.`,
    );
  }
  const { connectionOptions, namespace = 'default' } = load(env);
  const profile = env.TEMPORAL_PROFILE;
  if (connectionOptions.address === undefined && profile !== undefined && profile !== '') {
    throw new TypedFailure(
      'ConfigError',
      `environment: the Temporal profile ${wellFormed(profile)} has no address.`,
    );
  }
  return { address: connectionOptions.address, namespace, connectionOptions };
}

function load(env: Environment): ClientConnectConfig {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  try {
    return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypedFailure(
      'ConfigError',
      `environment: the Temporal settings cannot be read: ${wellFormed(reason)}.`,
      undefined,
      { cause },
    );
  }
}

/** Throws `ServicesError` unless the server answers and knows the namespace, within about ten seconds. */
export async function checkReachable(temporal: EnvironmentTemporal): Promise<void> {
  const { address, namespace, connectionOptions } = temporal;
  try {
    await withConnection(connectionOptions, 10_000, (connection) =>
      waitForNamespace(connection, namespace, 0),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypedFailure(
      'ServicesError',
      `Temporal at ${address} (namespace ${namespace}) cannot be reached: ${wellFormed(reason, 500)}.`,
      undefined,
      { cause },
    );
  }
}
