import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../cli/run-cli';
import { STREAMS } from '../../kb/streams';
import { collectedWorld } from '../support/cli-world';

const fixtures = join(__dirname, '..', 'fixtures', 'kb');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-kb-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function kb(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const world = collectedWorld({}, folder);
  const code = await runCli(['kb', ...args, '--state-dir', join(folder, 'state')], world);
  return { code, out: world.out(), err: world.err() };
}

const rowsIn = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('findings are imported once, queried, exported as they are, and counted', async () => {
  const files = ['findings.jsonl', 'scanner.sarif'].map((name) => join(fixtures, name));
  const first = await kb('import-findings', ...files);
  expect(first.code).toBe(0);
  const imported = Number(/: (\d+) findings imported, 0 known/.exec(first.out)?.[1]);
  expect(imported).toBeGreaterThan(2);
  expect((await kb('import-findings', ...files)).out).toMatch(
    new RegExp(`: 0 findings imported, ${imported} known`),
  );

  const all = await kb('query', 'phase_sweep_findings');
  expect(rowsIn(all.out)).toHaveLength(imported);
  const severe = rowsIn(
    (await kb('query', 'phase_sweep_findings', '--where', 'severity=high', '--where', 'source=import')).out,
  );
  expect(severe).toEqual(rowsIn(all.out).filter((row) => row.severity === 'high'));
  expect(severe.length).toBeGreaterThan(0);
  const last = rowsIn((await kb('query', 'phase_sweep_findings', '--limit', '1')).out);
  expect(last).toEqual(rowsIn(all.out).slice(-1));

  expect((await kb('export', '--output', 'there')).code).toBe(0);
  expect(readdirSync(join(folder, 'there')).sort()).toEqual(
    STREAMS.map((stream) => `${stream}.jsonl`).sort(),
  );
  expect(rowsIn(readFileSync(join(folder, 'there', 'phase_sweep_findings.jsonl'), 'utf8'))).toEqual(
    rowsIn(all.out),
  );
  expect((await kb('export', '--stream', 'phase_sweep_findings')).out).toBe(all.out);

  const health = await kb('health');
  expect(health.out).toMatch(new RegExp(`^phase_sweep_findings +${imported} `, 'm'));
});

test('one bad file among several writes nothing; a place without a knowledge base is named and none is made', async () => {
  const bad = await kb('import-findings', join(fixtures, 'findings.jsonl'), join(fixtures, 'missing.jsonl'));
  expect(bad.code).toBe(2);
  expect(bad.err).toContain('missing.jsonl cannot be read (ENOENT)');
  const none = await kb('health');
  expect([none.code, none.out]).toEqual([2, '']);
  expect(none.err).toContain(`There is no knowledge base in ${join(folder, 'state')}`);
  expect(existsSync(join(folder, 'state'))).toBe(false);
});
