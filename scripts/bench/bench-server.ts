import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '../../workers/embedded/dev-server';
import { endProcess } from '../../workers/embedded/end-process';
import { findTemporal } from '../../workers/embedded/find-temporal';

/** Runs `work` against a dev server of its own on a SQLite file, tuned as the product's or plain; ends it afterwards. */
export async function withBenchServer<T>(
  profile: 'tuned' | 'plain',
  work: (address: string, dir: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'scrum-loop-bench-'));
  const server = await startDevServer({
    cli: findTemporal(process.env),
    db: join(dir, 'temporal.db'),
    log: join(dir, 'temporal.log'),
    namespace: 'default',
    cwd: dir,
    env: process.env,
    ports: undefined,
    onSpawn: () => undefined,
    ...(profile === 'plain' ? { profile: [] } : {}),
  });
  try {
    return await work(`127.0.0.1:${server.port}`, dir);
  } finally {
    await endProcess(server, 3000);
    rmSync(dir, { recursive: true, force: true });
  }
}
