import { readFileSync } from 'node:fs';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { hasTemporalEnvironment } from '../config/environment';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { environmentTemporal } from '../workers/embedded/environment-temporal';
import { orUndefinedIfMissing } from '../workers/embedded/or-undefined';
import { endpointsFile, type Endpoints } from '../workers/embedded/service-record';
import type { CommandContext } from './command-context';
import { repoPlace } from './repo-place';

const CONNECT_MS = 5000;
/** After a restart of the server the channel tries again soon, not after the two minutes it may grow to. */
const CHANNEL = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 };

/** A Temporal that answers. */
export interface Reached {
  client: Client;
  connection: Connection;
  namespace: string;
  address: string;
  webUi: string | null;
  /** The CLI, for commands to paste. */
  cli: string | null;
  close(): Promise<void>;
}

/** Connects; throws `ServicesError` in one sentence when nobody answers within five seconds. */
export async function connect(
  options: ConnectionOptions,
  rest: { namespace: string; webUi: string | null; cli: string | null },
): Promise<Reached> {
  const address = options.address ?? '127.0.0.1:7233';
  try {
    const connection = await Connection.connect({
      connectTimeout: CONNECT_MS,
      channelArgs: CHANNEL,
      ...options,
    });
    const client = new Client({ connection, namespace: rest.namespace });
    return { client, connection, address, ...rest, close: () => connection.close() };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypedFailure(
      'ServicesError',
      `Temporal at ${address} cannot be reached: ${wellFormed(reason, 500)}.`,
      undefined,
      { cause },
    );
  }
}

/**
 * The Temporal that commands from outside talk to: the environment's if one is configured, else that of
 * `<state-dir>/endpoints.json`. Throws `ServicesError` when there is none, or it does not answer.
 */
export async function reachTemporal(context: CommandContext, fromArgument = false): Promise<Reached> {
  if (hasTemporalEnvironment(context.env)) {
    const { connectionOptions, namespace } = environmentTemporal(context.env);
    return connect(connectionOptions, { namespace, webUi: null, cli: null });
  }
  const { stateDir } = repoPlace(context, fromArgument);
  const endpoints = readEndpoints(stateDir);
  if (endpoints === undefined) {
    throw new TypedFailure(
      'ServicesError',
      `No services run for ${wellFormed(stateDir, 1000)} and no TEMPORAL_ADDRESS is set: start scrum-loop run or scrum-loop dev there, or name the repository with --repo or --state-dir.`,
    );
  }
  const { address, namespace, cli } = endpoints.temporal;
  return connect({ address }, { namespace, cli, webUi: endpoints.webUi });
}

/** `endpoints.json` of a state directory; undefined when there is none. */
export function readEndpoints(stateDir: string): Endpoints | undefined {
  const text = orUndefinedIfMissing(() => readFileSync(endpointsFile(stateDir), 'utf8'));
  return text === undefined ? undefined : (JSON.parse(text) as Endpoints);
}
