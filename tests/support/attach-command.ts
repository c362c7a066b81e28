import { TypedFailure } from '../../failures/table';
import { attachServices, type AttachOptions } from '../../workers/embedded/services';

/**
 * A command that uses the services: attaches with the options in its first argument (JSON), writes one JSON line when
 * the services are ready (or refused), and leaves on SIGTERM. What it is told goes to stderr.
 */
async function main(options: Pick<AttachOptions, 'settings' | 'script'>): Promise<void> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { endpoints, detach } = await attachServices({ ...options, env: process.env, log });
  const alive = setInterval(() => process.stdout.write(''), 60_000);
  process.on('SIGTERM', () => {
    clearInterval(alive);
    detach().catch((error: unknown) => {
      log(String(error));
      process.exitCode = 1;
    });
  });
  process.stdout.write(`${JSON.stringify({ endpoints })}\n`);
}

main(JSON.parse(process.argv[2] ?? '{}') as AttachOptions).catch((error: unknown) => {
  const type = error instanceof TypedFailure ? error.type : undefined;
  const message = error instanceof Error ? error.message : String(error);
  process.stdout.write(`${JSON.stringify({ error: { type, message } })}\n`);
});
