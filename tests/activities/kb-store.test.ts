import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kbHealth } from '../../kb/health';
import { openJsonlStore, type JsonlStore } from '../../kb/jsonl-store';
import { watchedDisk } from '../support/kb-disk';
import { findingRow, observationRow } from '../support/kb-rows';

let root: string;
let dir: string;
let opened: JsonlStore[];
const file = (name = 'observations.jsonl') => join(dir, 'data/_kb', name);
const bytes = () => readFileSync(file(), 'utf8');
const store = (disk = watchedDisk()) => {
  const s = openJsonlStore(dir, disk.open);
  opened.push(s);
  return s;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kb-'));
  dir = join(root, 'state');
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((s) => s.close()));
  rmSync(root, { recursive: true, force: true });
});

test('every append run twice leaves the same bytes, in this process and in the next', async () => {
  const rows = ['a', 'b', 'c'].map((id) => observationRow(id));
  const s = store();
  expect(await s.append('observations', rows)).toEqual({ appended: 3, skipped: 0 });
  const before = bytes();
  expect(await s.append('observations', rows)).toEqual({ appended: 0, skipped: 3 });
  expect(await s.append('observations', [observationRow('a', { note: 'another' })])).toEqual({
    appended: 0,
    skipped: 1,
  });
  expect(await store().append('observations', rows)).toEqual({ appended: 0, skipped: 3 });
  expect(bytes()).toBe(before);
});

test('a key twice in one call and in two calls at once is written once', async () => {
  const s = store();
  const results = await Promise.all([
    s.append('observations', [observationRow('a'), observationRow('a')]),
    s.append('observations', [observationRow('a'), observationRow('b')]),
  ]);
  expect(results).toEqual([
    { appended: 1, skipped: 1 },
    { appended: 1, skipped: 1 },
  ]);
  expect(bytes().trim().split('\n')).toHaveLength(2);
});

test('rows that wait together share one fsync; each row alone would take one each', async () => {
  const disk = watchedDisk();
  const s = store(disk);
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) => s.append('observations', [observationRow(`o${i}`)])),
  );
  expect(disk.syncs).toBeLessThanOrEqual(2);
  for (let i = 0; i < 5; i++) await s.append('observations', [observationRow(`p${i}`)]);
  expect(disk.syncs).toBeLessThanOrEqual(7);
  expect(disk.syncs).toBeGreaterThanOrEqual(6);
});

test('a row another process wrote but perhaps never synced is synced before it counts as there', async () => {
  await store().append('observations', [observationRow('a')]);
  const disk = watchedDisk();
  const second = store(disk);
  expect(await second.append('observations', [observationRow('a')])).toEqual({ appended: 0, skipped: 1 });
  expect([disk.syncs, disk.writes]).toEqual([1, 0]);
  await second.append('observations', [observationRow('a')]);
  expect(disk.syncs).toBe(1);
});

test('a torn last line is moved aside before the next append', async () => {
  await store().append('observations', [observationRow('a')]);
  const whole = bytes();
  appendFileSync(file(), '{"schema":1,"key":"torn","no');
  const s = store();
  expect(await s.get('observations', 'torn')).toBeUndefined();
  expect((await s.read('observations')).map((r) => r.key)).toEqual(['a']);
  await s.append('observations', [observationRow('b')]);
  expect(bytes()).toBe(`${whole}${JSON.stringify(observationRow('b'))}\n`);
  expect(readFileSync(file('observations.torn'), 'utf8')).toBe('{"schema":1,"key":"torn","no\n');
  expect((await s.health()).find((h) => h.stream === 'observations')).toMatchObject({ rows: 2, torn: 1 });
});

test('a block of zeros and a broken line between rows, as a power cut leaves them, are taken out', async () => {
  await store().append('observations', [observationRow('a')]);
  appendFileSync(file(), `${'\0'.repeat(4096)}\n{"half":\n${JSON.stringify(observationRow('b'))}\n`);
  const s = store();
  expect((await s.read('observations')).map((r) => r.key)).toEqual(['a', 'b']);
  await s.append('observations', [observationRow('c')]);
  expect(
    bytes()
      .trim()
      .split('\n')
      .map((l) => (JSON.parse(l) as { key: string }).key),
  ).toEqual(['a', 'b', 'c']);
  expect((await s.get('observations', 'b'))?.note).toBe('note of b');
  expect((await s.health()).find((h) => h.stream === 'observations')).toMatchObject({ rows: 3, torn: 2 });
});

test('a full disk is a StoreError with the path; with room again the same append goes through once', async () => {
  const disk = watchedDisk();
  const s = store(disk);
  await s.append('observations', [observationRow('a')]);
  disk.room = 300;
  const rows = ['b', 'c', 'd'].map((id) => observationRow(id));
  await expect(s.append('observations', rows)).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(/observations\.jsonl.*ENOSPC/),
  });
  disk.room = Infinity;
  await s.append('observations', rows);
  expect(
    bytes()
      .trim()
      .split('\n')
      .map((l) => (JSON.parse(l) as { key: string }).key),
  ).toEqual(['a', 'b', 'c', 'd']);
});

test('a failed fsync fails the append, and the retry syncs the rows that are already in the file', async () => {
  const disk = watchedDisk();
  const s = store(disk);
  disk.failSyncs = 1;
  await expect(s.append('observations', [observationRow('a')])).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringContaining('EIO'),
  });
  expect(await s.append('observations', [observationRow('a')])).toEqual({ appended: 0, skipped: 1 });
  expect(disk.syncs).toBe(2);
  expect(bytes().trim().split('\n')).toHaveLength(1);
});

test('a row that does not fit its schema is refused with its field names and nothing is written', async () => {
  const bad = { ...findingRow('S-1'), severity: 'urgent', sevrity: 'high' };
  await expect(store().append('phase_sweep_findings', [findingRow('S-0'), bad])).rejects.toMatchObject({
    name: 'RowInvalid',
    message: expect.stringMatching(/iter0\/S-1.*severity.*sevrity/),
  });
  expect(existsSync(file('phase_sweep_findings.jsonl'))).toBe(false);
});

test('reads filter, find by key, and go on from a cursor', async () => {
  const s = store();
  await s.append('observations', [
    observationRow('a'),
    observationRow('b', { iteration: 2 }),
    observationRow('ü"\n', { loop_id: 'other' }),
  ]);
  expect((await s.read('observations', { loop_id: 'loop', iteration: 2 })).map((r) => r.key)).toEqual(['b']);
  expect((await s.get('observations', 'ü"\n'))?.loop_id).toBe('other');
  const first = await s.readAfter('observations', 0);
  await store().append('observations', [
    observationRow('d', { note: 'n'.repeat(300_000) }),
    observationRow('e'),
  ]);
  const second = await s.readAfter('observations', first.cursor);
  expect(second.rows.map((r) => r.key)).toEqual(['d', 'e']);
  expect((await s.get('observations', 'd'))?.note).toHaveLength(300_000);
});

test('goes through a stream a few rows at a time, each once, in order; a filter counts only what it lets through', async () => {
  const s = store();
  const keys = Array.from({ length: 23 }, (_, i) => `o${i}`);
  await s.append(
    'observations',
    keys.map((key, i) => observationRow(key, { iteration: 1 + (i % 2), note: 'n'.repeat(100_000) })),
  );
  const seen: string[] = [];
  const sizes: number[] = [];
  for (let cursor = 0, moved = true; moved;) {
    const part = await s.readAfter('observations', cursor, { iteration: 1 }, 5);
    seen.push(...part.rows.map((r) => r.key));
    sizes.push(part.rows.length);
    moved = part.cursor !== cursor;
    cursor = part.cursor;
  }
  expect(seen).toEqual(keys.filter((_, i) => i % 2 === 0));
  expect(sizes).toEqual([5, 5, 2, 0]);
});

test('a file removed or replaced under a running store is read anew', async () => {
  const s = store();
  await s.append('observations', [observationRow('a')]);
  rmSync(file());
  expect(await s.read('observations')).toEqual([]);
  expect(await s.append('observations', [observationRow('a')])).toEqual({ appended: 1, skipped: 0 });
});

test('health names write-only streams and looking at it is no reading', async () => {
  const s = store();
  await s.append('observations', [observationRow('a')]);
  await s.append('phase_sweep_findings', [findingRow('S-1')]);
  await s.health();
  await s.read('observations');
  const health = await kbHealth(s);
  expect(health.write_only).toEqual(['phase_sweep_findings']);
  expect(health.streams.find((h) => h.stream === 'observations')?.last_read).not.toBeNull();
  expect(health).toMatchObject({ rows: 2, torn: 0 });
  // Another process sees who has read.
  expect((await kbHealth(store())).write_only).toEqual(['phase_sweep_findings']);
});

test('the state directory is private, ignored by git, and never a link out of the repository', async () => {
  await store().append('observations', [observationRow('a')]);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(root, 'linked'));
  expect(() => openJsonlStore(join(root, 'linked'))).toThrow(
    expect.objectContaining({ name: 'ConfigError' }),
  );
  writeFileSync(join(root, 'plain'), '');
  expect(() => openJsonlStore(join(root, 'plain'))).toThrow(expect.objectContaining({ name: 'ConfigError' }));
  mkdirSync(join(root, 'own/data/_kb'), { recursive: true });
  symlinkSync(join(elsewhere, 'x'), join(root, 'own/data/_kb/observations.jsonl'));
  const trap = openJsonlStore(join(root, 'own'));
  opened.push(trap);
  await expect(trap.append('observations', [observationRow('a')])).rejects.toMatchObject({
    name: 'StoreError',
  });
  expect(existsSync(join(elsewhere, 'x'))).toBe(false);
});

test('what the disk refuses is a StoreError with the path and the code', async () => {
  const s = store();
  mkdirSync(file());
  await expect(s.append('observations', [observationRow('a')])).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(/observations\.jsonl: EISDIR/),
  });
});
