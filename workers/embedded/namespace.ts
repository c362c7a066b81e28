import { Connection, type ConnectionOptions } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { setTimeout as sleep } from 'node:timers/promises';
import { RETENTION_SECONDS } from './server-profile';

/** Runs `use` over a connection of its own. Connecting takes at most `connectTimeoutMs`. */
export async function withConnection<T>(
  options: ConnectionOptions,
  connectTimeoutMs: number,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ ...options, connectTimeout: connectTimeoutMs });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Asks for the namespace until the server answers: its port opens before it knows its namespaces. */
export async function waitForNamespace(
  connection: Connection,
  namespace: string,
  withinMs: number,
): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return;
    } catch (cause) {
      if (performance.now() > until) throw cause;
      await sleep(20);
    }
  }
}

/**
 * Makes the embedded namespace keep its closed runs for 30 days and reads back that it does: a loop that ended
 * yesterday is still there to be shown. Throws when the server did not take it.
 */
export async function keepClosedRuns(connection: Connection, namespace: string): Promise<void> {
  if ((await retention(connection, namespace)) === RETENTION_SECONDS) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_SECONDS * 1000) },
  });
  const held = await retention(connection, namespace);
  if (held !== RETENTION_SECONDS) {
    throw new Error(`namespace ${namespace} keeps closed runs ${held} s, expected ${RETENTION_SECONDS} s`);
  }
}

async function retention(connection: Connection, namespace: string): Promise<number> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
}
