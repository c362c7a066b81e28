import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { startDevServer } from '../../workers/embedded/dev-server';
import { endProcess } from '../../workers/embedded/end-process';
import { findTemporal } from '../../workers/embedded/find-temporal';
import { profileArgs } from '../../workers/embedded/server-profile';
import { bareBundle, measureBare, type Measured } from './bare/measure';

/**
 * The tuned embedded server against a plain `start-dev` on a file, the same bare workflow (parent, child, three
 * activities) in turn on both: `npm run bench -- server-profile [rounds]`. Aim: at least 3 times the files a second
 * and at most a quarter of the median. Writes one JSON line a measurement and one with the ratios.
 */
const SIZE = { files: 120, lanes: 20, singles: 25 };
const PROFILES = { plain: [] as string[], tuned: profileArgs() };

async function main(rounds: number): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('WARN'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  const bundle = await bareBundle();
  const results: Record<keyof typeof PROFILES, Measured[]> = { plain: [], tuned: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const name of ['plain', 'tuned'] as const) {
      const measured = await onServer(PROFILES[name], (address) => measureBare(address, bundle, SIZE));
      results[name].push(measured);
      print({ round, profile: name, ...measured });
    }
  }
  // Each round is a pair measured side by side: the machine's other work falls on both.
  const ratio = (of: keyof Measured): number =>
    median(results.tuned.map((tuned, round) => tuned[of] / (results.plain[round]?.[of] ?? Number.NaN)));
  print({ rounds, rate: ratio('filesPerSecond'), p50: ratio('p50Ms') });
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs `work` against a fresh server on a file of its own. */
async function onServer<T>(profile: string[], work: (address: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'scrum-bench-'));
  const server = await startDevServer({
    cli: findTemporal(process.env),
    db: join(folder, 'temporal.db'),
    log: join(folder, 'temporal.log'),
    namespace: 'default',
    cwd: folder,
    env: process.env,
    ports: undefined,
    profile,
    onSpawn: () => undefined,
  });
  try {
    return await work(`127.0.0.1:${server.port}`);
  } finally {
    await endProcess(server, 5000);
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(line: Record<string, number | string>): void {
  const rounded = Object.entries(line).map(([key, value]) => [
    key,
    typeof value === 'number' ? Number(value.toFixed(2)) : value,
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(rounded))}\n`);
}

void main(Number(process.argv[2] ?? 3));
