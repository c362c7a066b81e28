import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { runWorkers } from './run-worker';
import { workerDependencies } from './worker-dependencies';
import type { WorkerSettings } from './worker-settings';

/** The worker process: `node dist/workers/main.js '<WorkerSettings as JSON>'`. Ends on SIGTERM or SIGINT. */
async function main(settings: WorkerSettings): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log(`${level} ${message} ${describe(meta)}`),
    ),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }) } },
  });
  const connection = settings.fromEnvironment
    ? await NativeConnection.connect(loadClientConnectConfig().connectionOptions)
    : await NativeConnection.connect({ address: settings.address });
  const deps = await workerDependencies(settings, connection, log);
  const workers = await runWorkers(connection, settings.namespace, deps, settings.only);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => workers.shutdown());
  try {
    await workers.done;
  } finally {
    deps.parsing?.close();
    await deps.kb.close();
    await connection.close();
  }
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

/** Log fields as JSON; an error among them by its stack. */
function describe(meta: unknown): string {
  if (meta === undefined) return '';
  return JSON.stringify(meta, (_key, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  );
}

main(JSON.parse(process.argv[2] ?? '{}') as WorkerSettings).catch((error: unknown) => {
  log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  process.exitCode = 1;
});
