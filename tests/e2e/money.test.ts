import { join } from 'node:path';
import { cli, rowsOf } from '../support/cli-run';
import { startFakeModelServer, type FakeModelServer } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';

const FILES = 30;
const CAP = 0.06;
let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer({
    models: ['paid', 'unpriced'],
    // 0.002 dollars for the prompt and 0.006 for the answer, at the prices of the routing file.
    script: (call, { markdownAnswer }) => ({
      text: markdownAnswer({ call }),
      usage: { prompt: 2000, completion: 3000 },
      firstByteDelayMs: (call.n * 37) % 120,
    }),
  });
});
afterAll(async () => {
  await server.close();
  removeMade();
});

const repoOf = (): string =>
  makeRepo(
    Object.fromEntries(
      Array.from({ length: FILES }, (_, i) => [
        `src/f${i}.ts`,
        `export const times${i} = (n: number): number => n * ${i};\n`,
      ]),
    ),
  ).dir;

it('a cost cap is held over lanes in parallel and ends in a sealed partial report', async () => {
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const routing = writeRouting(dir, [{ name: 'paid', url: server.url }]);
  const args = ['--routing', routing, '--iterations', '2', '--concurrency', '16', '--max-cost', String(CAP)];
  const result = await cli(['run', repoOf(), '--state-dir', stateDir, ...args]);
  expect(result.code).toBe(3);

  const rows = rowsOf(stateDir);
  const spent = rows.reduce((sum, row) => sum + (row.cost_usd ?? 0), 0);
  expect(spent).toBeCloseTo(server.calls.length * 0.008);
  expect(spent).toBeLessThanOrEqual(CAP);
  expect(server.calls.length).toBeGreaterThanOrEqual(4);
  expect(rows.filter((row) => row.iteration === 1)).toHaveLength(FILES);
  expect(rows.filter((row) => row.outcome === 'reviewed')).toHaveLength(server.calls.length);
  expect(result.stdout).toContain('the cost cap was reached');
  expect(result.stdout).toMatch(/src\/f\d+\.ts: the cost cap (?:was reached|of the loop leaves nothing)/);
});

it('a model without a price is named where a cost cap is set, and nobody is asked', async () => {
  const dir = tempDir();
  const before = server.calls.length;
  const free = `[models.unpriced]\nprovider = "p0"\nparams_b = 200\ncontext_tokens = 131072\n`;
  const routing = writeRouting(dir, [{ name: 'paid', url: server.url }], free + UNPRICED_LADDER);
  const result = await cli([
    'run',
    repoOf(),
    '--state-dir',
    join(dir, 'state'),
    '--routing',
    routing,
    '--max-cost',
    '1',
  ]);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/has no price for unpriced; expected usd_per_mtok_in/);
  expect(server.calls).toHaveLength(before);
});

const UNPRICED_LADDER =
  '[ladders.large]\nrungs = ["unpriced"]\n[[routes]]\nwhen = { min_bytes = 100000 }\nladder = "large"\n';
