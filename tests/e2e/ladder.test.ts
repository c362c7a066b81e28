import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewRow } from '../../kb/streams';
import { cli, rowsOf, type CliResult } from '../support/cli-run';
import {
  startFakeModelServer,
  type FakeCall,
  type FakeModelServer,
  type FakeReply,
} from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';

/** One loop of one iteration over files that each meet another fate on the ladder gone → first → second. */
const FILES = ['ok', 'limited', 'thin', 'cut', 'none'];
let server: FakeModelServer;
let result: CliResult;
let stateDir: string;

function reply(call: FakeCall, markdown: () => string): FakeReply {
  const name = /src\/(\w+)\.ts/.exec(call.prompt)?.[1];
  if (name === 'limited' && call.nOfPrompt === 1)
    return { status: 429, body: { error: 'slow down' }, headers: { 'retry-after': '1' } };
  if (name === 'thin' && call.model === 'first') return { text: 'Looks good to me.' };
  if (name === 'cut' && call.model === 'first') return { text: markdown(), finish: 'length' };
  if (name === 'none') return { text: "I'm sorry, but I can't help with reviewing this file." };
  return { text: markdown() };
}

beforeAll(async () => {
  server = await startFakeModelServer({
    models: ['first', 'second'],
    script: (call, answers) => reply(call, () => answers.markdownAnswer({ call })),
  });
  const repo = makeRepo(
    Object.fromEntries(
      FILES.map((f, i) => [
        `src/${f}.ts`,
        `export function ${f}(n: number): number {\n  return n * ${i + 2};\n}\n`,
      ]),
    ),
  );
  const dir = tempDir();
  stateDir = join(dir, 'state');
  const routing = writeRouting(
    dir,
    ['gone', 'first', 'second'].map((name) => ({ name, url: server.url })),
  );
  result = await cli(['run', repo.dir, '--state-dir', stateDir, '--routing', routing, '--iterations', '1']);
}, 120_000);
afterAll(async () => {
  await server.close();
  removeMade();
});

const rowOf = (name: string): ReviewRow | undefined =>
  rowsOf(stateDir).find((r) => r.file === `src/${name}.ts`);
const hopsOf = (name: string): string[] | undefined =>
  rowOf(name)?.hops.map((hop) => `${hop.model} ${hop.outcome}`);

it('skips a model that is not there at once, and says so', () => {
  expect(server.calls.filter((call) => call.model === 'gone')).toEqual([]);
  expect(result.stdout).toContain('Model gone is skipped');
});

it('accepts a sound answer of the first rung', () => {
  expect(hopsOf('ok')).toEqual(['first accepted']);
  expect(rowOf('ok')).toMatchObject({
    outcome: 'reviewed',
    accepted_model: 'first',
    output_format: 'markdown',
    verdict: null,
  });
});

it('honours Retry-After of a 429 on the same rung', () => {
  expect(hopsOf('limited')).toEqual(['first accepted']);
  const [refused, again] = server.calls.filter((call) => call.path === 'src/limited.ts');
  expect((again?.startedAt ?? 0) - (refused?.endedAt ?? 0)).toBeGreaterThanOrEqual(950);
});

it('gives a thin answer one retry with the reason, then climbs', () => {
  expect(hopsOf('thin')).toEqual(['first thin', 'first thin', 'second accepted']);
  expect(rowOf('thin')).toMatchObject({ thin_rejections: 2, escalations: 1, attempts_made: 3 });
});

it('climbs from a truncated answer, however well it reads', () => {
  expect(hopsOf('cut')).toEqual(['first truncated', 'second accepted']);
});

it('leaves a file no model answered inconclusive, exits 3, and the report names it', () => {
  expect(hopsOf('none')).toEqual(['first refused', 'second refused']);
  expect(rowOf('none')).toMatchObject({
    outcome: 'inconclusive',
    verdict: null,
    gradient_tier: 'block',
    accepted_model: null,
  });
  expect(result.code).toBe(3);
  expect(result.stdout).toMatch(/src\/none\.ts.*inconclusive|inconclusive[\s\S]*src\/none\.ts/);
});

it('keeps no price it does not know and counts the tokens it does', () => {
  const metrics = rowsOf<{ iteration: number; prompt_tokens: number; cost_usd: number }>(
    stateDir,
    'scrum_loop_metrics',
  ).find((m) => m.iteration === 1);
  expect(metrics?.prompt_tokens).toBeGreaterThan(0);
  expect(metrics?.cost_usd).toBeGreaterThan(0);
  expect(readFileSync(join(stateDir, 'endpoints.json').replace('endpoints.json', '.gitignore'), 'utf8')).toBe(
    '*\n',
  );
});
