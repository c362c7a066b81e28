import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoopReport } from '../../report/loop-report';
import { lives, until } from '../support/attached-commands';
import { CliProcesses } from '../support/cli-process';

const cli = new CliProcesses();
afterAll(() => cli.end());
jest.setTimeout(180_000);

const FILES = {
  'src/price.ts': 'export function price(net: number): number {\n  return net * 1.19;\n}\n',
  'src/main.ts': "import { price } from './price';\n\nconsole.log(price(100));\n",
};
/** A gate that is red until a person decides: the loop stands still meanwhile. */
const HELD = '[loop]\niterations = 1\n[gate]\ncommands = ["exit 1"]\non_red = "wait"\n';

const idIn = (err: string): string => /^Loop (\S+): /m.exec(err)?.[1] ?? '';

test('run reviews a repository, prints and keeps the report, and leaves nothing running', async () => {
  const repo = cli.newRepo(FILES);
  const first = await cli.run(repo, 'run', '--iterations', '2', '--fail-on', 'fail');
  const id = idIn(first.err);
  expect(id).toMatch(/^shop-[0-9a-f]{6}$/);
  expect(first.out).toMatch(/^# Scrum Loop Notes[\s\S]*\| 2 \| done \|[\s\S]*src\/price\.ts/);
  expect(first.err).toContain('STATIC RUN');
  expect(first.err).toMatch(/^Web UI: http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/shop-/m);
  expect(first.err + first.out).not.toContain('\u001b');
  const report = JSON.parse(
    readFileSync(join(repo, '.scrum-loop', 'reports', `${id}.json`), 'utf8'),
  ) as LoopReport;
  expect(report.results.map((r) => r.reviewed)).toEqual([2, 2]);
  const failed = report.results.at(-1)?.files.some((f) => f.verdict === 'fail');
  expect(first.code).toBe(failed ? 1 : 0);
  expect(readFileSync(join(repo, '.scrum-loop', 'reports', `${id}.md`), 'utf8')).toBe(first.out);
  expect(existsSync(join(repo, '.scrum-loop', 'endpoints.json'))).toBe(false);

  const again = await cli.run(repo, 'run', '--json', '-q', '--iterations', '2');
  expect([again.code, again.err]).toEqual([0, '']);
  const second = JSON.parse(again.out) as LoopReport;
  expect(second.loop_id).toBe(`${id}-2`);
  expect(second.results.map((r) => r.reused)).toEqual([2, 2]);
});

test('Ctrl-C leaves the loop open; the next run goes on, over a killed server too, until a person decides', async () => {
  const repo = cli.newRepo({ ...FILES, 'scrum.toml': HELD });
  const first = cli.start(repo, 'run');
  await until(() => /iteration 1\/1 · gating/.test(first.err()));
  const { server, workers } = await cli.servicesOf(repo);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(130);
  const id = idIn(first.err());
  expect(first.err()).toContain(`The loop ${id} stays open`);
  expect([server, ...workers].some(lives)).toBe(false);

  const next = cli.start(repo, 'run');
  await until(() => /iteration 1\/1 · gating/.test(next.err()));
  expect(next.err()).toContain(`Loop ${id}: it is open already, re-attached.`);
  const running = await cli.servicesOf(repo);
  process.kill(running.server, 'SIGKILL');
  await until(async () => (await cli.servicesOf(repo)).server !== running.server);
  await until(async () => (await cli.run(repo, 'status', id)).out.includes('gate'));
  const decided = await cli.run(
    repo,
    'override',
    id,
    '--gate',
    '--decision',
    'skip',
    '--reason',
    'no gate today',
    '--by',
    'ann',
  );
  expect(decided).toMatchObject({ code: 0, err: `${id}: recorded: gate skip\n` });
  const code = await next.ended;
  expect(next.out()).toContain('no gate today');
  expect(code).toBe(next.err().includes(`${id}: done`) ? 0 : 3);
});

test('a run that was killed leaves its services to the next one, which goes on', async () => {
  const repo = cli.newRepo({ ...FILES, 'scrum.toml': HELD });
  const first = cli.start(repo, 'run');
  await until(() => /iteration 1\/1 · gating/.test(first.err()));
  const before = await cli.servicesOf(repo);
  first.child.kill('SIGKILL');
  await first.ended;
  const next = cli.start(repo, 'run');
  await until(() => next.err().includes('re-attached'));
  expect(await cli.servicesOf(repo)).toEqual(before);
  await cli.run(
    repo,
    'override',
    idIn(next.err()),
    '--gate',
    '--decision',
    'reject',
    '--reason',
    'stop here',
  );
  expect(await next.ended).toBe(3);
  expect(next.err()).toContain('is stopped');
  expect(lives(before.server)).toBe(false);
});

test('a wrong scrum.toml ends with 2 and names the key; one of a repository elsewhere runs no commands', async () => {
  const wrong = cli.newRepo({ ...FILES, 'scrum.toml': '[loop]\niteration = 3\n' });
  const refused = await cli.run(wrong, 'run');
  expect([refused.code, refused.out]).toEqual([2, '']);
  expect(refused.err).toContain('scrum.toml: unknown key loop.iteration, did you mean iterations?');
  const foreign = cli.newRepo({ ...FILES, 'scrum.toml': HELD });
  const untrusted = await cli.run(wrong, 'run', foreign);
  expect([untrusted.code, untrusted.out]).toEqual([2, '']);
  expect(untrusted.err).toContain('exit 1');
});

test('dev serves until Ctrl-C; start, list and report work beside it; its flags are defaults', async () => {
  const repo = cli.newRepo(FILES);
  const dev = cli.start(repo, 'dev', '--iterations', '1', '--offline');
  await until(() => dev.out().includes('workflow start'));
  const { server, workers } = await cli.servicesOf(repo);
  const started = await cli.run(repo, 'start', '--wait');
  expect(started.code).toBe(0);
  const id = started.out.trim();
  expect((await cli.run(repo, 'list')).out).toContain(id);
  const report = JSON.parse((await cli.run(repo, 'report', id, '--format', 'json')).out) as LoopReport;
  expect(report.iterations).toBe(1);
  expect((await cli.run(repo, 'doctor', '--offline')).out).toMatch(/^ok +Temporal: 127\.0\.0\.1/m);
  const health = JSON.parse((await cli.run(repo, 'kb', 'health', '--json')).out) as { rows: number };
  expect(health.rows).toBeGreaterThan(0);
  dev.child.kill('SIGTERM');
  expect(await dev.ended).toBe(0);
  expect([server, ...workers].some(lives)).toBe(false);
});

test('review shows the records of exactly the named files; sweep shows findings', async () => {
  const repo = cli.newRepo({
    ...FILES,
    'src/[id].ts': 'export const id = 1;\n',
    'src/i.ts': 'export const i = 1;\n',
  });
  const reviewed = await cli.run(join(repo, 'src'), 'review', '[id].ts', '--json');
  expect(reviewed.code).toBe(0);
  const rows = reviewed.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; iteration: number });
  expect(rows.map((row) => [row.file, row.iteration])).toEqual([['src/[id].ts', 1]]);
  const swept = await cli.run(repo, 'sweep', '-q');
  expect([swept.code, swept.err]).toEqual([0, '']);
  expect(swept.out).toMatch(/^findings_total: \d+$/m);
});
