import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingRow, OverrideRow } from '../../kb/streams';
import { until } from '../support/attached-commands';
import { CliProcesses } from '../support/cli-process';

const cli = new CliProcesses();
afterAll(() => cli.end());
jest.setTimeout(180_000);

const SHOP = readFileSync(join(__dirname, '../fixtures/dismissals/shop.ts'), 'utf8');
/** Red, and waiting for a person, until the repository has the file. */
const HELD = '[loop]\niterations = 1\n[gate]\ncommands = ["test -f green.txt"]\non_red = "wait"\n';

async function rowsOf<T>(repo: string, ...args: string[]): Promise<T[]> {
  const { out } = await cli.run(repo, 'kb', 'query', ...args);
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
}

test('a rejected file keeps its findings dismissed in the next run, until its code changes', async () => {
  const repo = cli.newRepo({ 'src/shop.ts': SHOP, 'scrum.toml': HELD });
  const first = cli.start(repo, 'run', '--fail-on', 'high');
  await until(() => /iteration 1\/1 · gating/.test(first.err()));
  const id = /^Loop (\S+): /m.exec(first.err())?.[1] ?? '';
  const override = (...args: string[]) =>
    cli.run(repo, 'override', id, ...args, '--reason', 'a host for tests', '--by', 'ann');
  expect(await override('--file', 'src/shop.ts', '--decision', 'reject')).toMatchObject({
    code: 0,
    err: `${id}: recorded: file src/shop.ts reject\n`,
  });
  await until(async () => (await rowsOf(repo, 'human_overrides')).length === 1);
  const [decision] = await rowsOf<OverrideRow>(repo, 'human_overrides', '--where', 'decision=reject');
  expect(decision?.dismissed?.length).toBeGreaterThan(0);
  expect(await override('--gate', '--decision', 'approve')).toMatchObject({ code: 0 });
  await first.ended;

  writeFileSync(join(repo, 'green.txt'), 'green\n');
  const second = await cli.run(repo, 'run', '--fail-on', 'high');
  expect([second.code, second.err]).toEqual([0, expect.stringContaining('0 findings')]);
  const dismissed = second.out.slice(second.out.indexOf('## Dismissed by a person'));
  expect(dismissed).toMatch(/\| high \| src\/shop\.ts:5 \| .* \| a host for tests \| ann \|/);
  // The new file alone was reviewed.
  expect(second.out).toContain('- iteration 1: reused 2/3, 66.7 %');
  const shown = await rowsOf<FindingRow>(repo, 'phase_sweep_findings', '--where', 'dismissed.by=ann');
  expect(shown.every((row) => row.status === 'open' && row.file === 'src/shop.ts')).toBe(true);
  expect(new Set(shown.map((row) => row.loop_id))).toEqual(new Set([id, `${id}-2`]));

  writeFileSync(join(repo, 'src/shop.ts'), SHOP.replace('const attempts = 3;', 'const attempts = 4;'));
  const third = await cli.run(repo, 'run', '--fail-on', 'high');
  expect([third.code, third.err]).toEqual([1, expect.stringContaining('--fail-on high: 1 open findings')]);
  expect(third.out).toContain('(dismissed before by ann: a host for tests; the code has changed since)');
});
