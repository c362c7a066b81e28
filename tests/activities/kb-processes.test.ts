import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJsonlStore } from '../../kb/jsonl-store';
import { startAppender, until } from '../support/kb-children';
import { observationRow } from '../support/kb-rows';

let dir: string;
const file = () => join(dir, 'data/_kb/observations.jsonl');
/** What a reader sees that ignores an unfinished last line. */
const finishedLines = () => (existsSync(file()) ? readFileSync(file(), 'utf8').split('\n').slice(0, -1) : []);
const keys = () => finishedLines().map((line) => (JSON.parse(line) as { key: string }).key);

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'kb-')), 'state');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

test('four processes append at once: no row lost, none doubled, shared keys once, every line parses at any time', async () => {
  const appenders = ['a', 'b', 'c', 'd'].map((name) => startAppender(dir, name, 240, true));
  let open = appenders.length;
  for (const a of appenders) void a.ended.then(() => open--);
  let looks = 0;
  await until(() => {
    looks += keys().length > 0 ? 1 : 0;
    return open === 0;
  });
  expect(await Promise.all(appenders.map((a) => a.ended))).toEqual([0, 0, 0, 0]);
  const found = keys();
  expect(looks).toBeGreaterThan(0);
  expect(new Set(found).size).toBe(found.length);
  // 80 of each child's 240 keys are shared by all four.
  expect(found.length).toBe(4 * 160 + 80);
  expect(readdirSync(join(dir, 'data/_kb/.locks/observations'))).toEqual([]);
});

test('kill -9 in the middle of appends, several times: what was said to be durable is there, and others go on', async () => {
  const survivor = startAppender(dir, 'survivor', 600);
  const durable: string[] = [];
  for (let round = 0; round < 4; round++) {
    const victim = startAppender(dir, `victim${round}`, 100_000);
    await until(() => victim.durable.length > 20 + round * 13);
    victim.child.kill('SIGKILL');
    expect(await victim.ended).toBe('SIGKILL');
    durable.push(...victim.durable);
  }
  expect(await survivor.ended).toBe(0);
  const store = openJsonlStore(dir);
  await store.append('observations', [observationRow('after')]);
  const found = keys();
  expect(found).toEqual(expect.arrayContaining([...durable, ...survivor.durable, 'after']));
  expect(new Set(found).size).toBe(found.length);
  expect(readFileSync(file(), 'utf8').endsWith('\n')).toBe(true);
  await store.close();
});
