import { join } from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import type { ReviewRow } from '../../kb/streams';
import { cli, rowsOf, type CliResult } from './cli-run';
import { startFakeModelServer, type FakeModelServer, type FakeOptions } from './fake-model-server';
import { makeRepo, tempDir } from './make-repo';
import { writeRouting, type RoutedModel } from './model-routing';

/** A repository of small files that are each reviewed by one call. */
export function smallFiles(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, i) => `f${String(i).padStart(2, '0')}`);
  return Object.fromEntries(
    names.map((name, i) => [
      `src/${name}.ts`,
      `export function ${name}(n: number): number {\n  return n * ${i + 2};\n}\n`,
    ]),
  );
}

export interface QuotaRun {
  result: CliResult;
  rows: ReviewRow[];
  /** The worker's log, whole. */
  log: string;
}

/** Servers of one test file, each asked under its own provider. */
export class QuotaWorld {
  private readonly servers: FakeModelServer[] = [];

  async server(options: FakeOptions): Promise<FakeModelServer> {
    const server = await startFakeModelServer(options);
    this.servers.push(server);
    return server;
  }

  /** One loop of one iteration over `files` small files, with the built program. */
  async run(models: readonly RoutedModel[], files: number, lanes: number): Promise<QuotaRun> {
    const repo = makeRepo(smallFiles(files));
    const dir = tempDir();
    const stateDir = join(dir, 'state');
    const routing = writeRouting(dir, models);
    const args = ['run', repo.dir, '--state-dir', stateDir, '--routing', routing];
    const result = await cli([...args, '--iterations', '1', '--concurrency', String(lanes)]);
    return { result, rows: rowsOf(stateDir), log: logsOf(stateDir) };
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
  }
}

function logsOf(stateDir: string): string {
  const names = readdirSync(stateDir, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(stateDir, name), 'utf8'))
    .join('\n');
}

/** How many hops ended how, over all rows: `{"a closed": 40}`. */
export function hopsOf(rows: readonly ReviewRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const hop of rows.flatMap((row) => row.hops)) {
    const name = `${hop.model} ${hop.outcome}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
