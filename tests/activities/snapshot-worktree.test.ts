import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentStore } from '../../source/content-store';
import { readFileOf, readSnapshot, takeSnapshot, type TakeSnapshot } from '../../source/snapshot';
import { realDisk } from '../../source/snapshot-read-file';
import { rawPathOf } from '../../source/snapshot-path';
import { makeRepo, removeMade, tempDir, type MadeRepo } from '../support/make-repo';

afterAll(removeMade);

function world(repo: MadeRepo) {
  const stateDir = join(repo.dir, '.scrum-loop');
  const store = new ContentStore(join(stateDir, 'content'));
  const lines: string[] = [];
  const take = (more: Partial<TakeSnapshot> = {}) =>
    takeSnapshot({ repo: repo.dir, stateDir, store, log: (line) => lines.push(line), ...more });
  return { take, store, stateDir, lines };
}

const omissions = (snapshot: { omitted: { path: string; reason: string }[] }) =>
  Object.fromEntries(snapshot.omitted.map(({ path, reason }) => [path, reason]));

it('takes tracked and untracked files, not ignored, deleted or its own', async () => {
  const repo = makeRepo({
    'a.ts': 'one\n',
    'gone.ts': 'x',
    'src/b.py': 'two\n',
    '.gitignore': 'out/\n*.log\n',
  });
  repo.write('new.go', 'package x\n');
  repo.write('out/built.js', 'ignored');
  repo.write('debug.log', 'ignored');
  repo.write('run.sh', 'echo\n', true);
  repo.remove('gone.ts');
  const { take, store } = world(repo);
  const { id, snapshot } = await take();
  expect(snapshot.files.map((f) => f.path)).toEqual(['.gitignore', 'a.ts', 'new.go', 'run.sh', 'src/b.py']);
  expect(snapshot).toMatchObject({
    repo: repo.dir,
    commit: repo.git('rev-parse', 'HEAD'),
    dirty: true,
    omitted: [],
  });
  expect(snapshot.files.find((f) => f.path === 'run.sh')?.exec).toBe(true);
  const file = snapshot.files.find((f) => f.path === 'new.go');
  expect(file && (await readFileOf(store, file)).toString()).toBe('package x\n');
  expect(await readSnapshot(store, id)).toEqual(snapshot);
});

it('knows a clean tree from a dirty one, line ends and large-file pointers apart', async () => {
  const text = 'a\r\nb\r\n';
  const big = Buffer.from('big content');
  const sha = execFileSync('sha256sum', { input: big }).toString().slice(0, 64);
  const repo = makeRepo({
    'a.txt': text.replaceAll('\r', ''),
    'big.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${sha}\nsize ${big.length}\n`,
    'c.sh': 'x',
  });
  const { take } = world(repo);
  expect((await take()).snapshot.dirty).toBe(false);
  repo.write('a.txt', text);
  repo.write('big.bin', big);
  expect((await take()).snapshot.dirty).toBe(false);
  repo.write('a.txt', 'other');
  expect((await take()).snapshot.dirty).toBe(true);
  repo.write('a.txt', text);
  expect((await take()).snapshot.dirty).toBe(false);
  chmodSync(join(repo.dir, 'c.sh'), 0o755);
  expect((await take()).snapshot.dirty).toBe(true);
});

it('works without commits and in an empty repository', async () => {
  const repo = makeRepo();
  const { take } = world(repo);
  expect((await take()).snapshot).toMatchObject({ commit: null, dirty: false, files: [], omitted: [] });
  repo.write('a.rs', 'fn main() {}\n');
  const { snapshot } = await take();
  expect(snapshot).toMatchObject({ commit: null, dirty: true });
  expect(snapshot.files.map((f) => f.path)).toEqual(['a.rs']);
});

it('leaves out links, submodules, nested repositories, FIFOs and huge files, each with its reason', async () => {
  const outside = tempDir();
  writeFileSync(join(outside, 'secret.ts'), 'outside\n');
  const repo = makeRepo({ 'ok.ts': 'fine\n', 'dir/inside.ts': 'x\n' });
  const commit = repo.git('rev-parse', 'HEAD');
  repo.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
  symlinkSync(join(outside, 'secret.ts'), join(repo.dir, 'link.ts'));
  symlinkSync(outside, join(repo.dir, 'linkdir'));
  // A tracked file whose folder was replaced by a link out of the repository.
  repo.remove('dir');
  symlinkSync(outside, join(repo.dir, 'dir'));
  writeFileSync(join(outside, 'inside.ts'), 'outside\n');
  execFileSync('mkfifo', [join(repo.dir, 'pipe.ts')]);
  writeFileSync(join(repo.dir, 'sparse.bin'), '');
  truncateSync(join(repo.dir, 'sparse.bin'), 50 * 1024 * 1024);
  mkdirSync(join(repo.dir, 'nested'));
  execFileSync('git', ['init', '--quiet', join(repo.dir, 'nested')]);
  writeFileSync(join(repo.dir, 'nested', 'x.ts'), 'x');
  const { snapshot } = await world(repo).take();
  expect(snapshot.files.map((f) => f.path)).toEqual(['ok.ts']);
  expect(omissions(snapshot)).toEqual({
    'dir/inside.ts': 'symlink',
    dir: 'symlink',
    'link.ts': 'symlink',
    linkdir: 'symlink',
    'nested/': 'submodule',
    'sparse.bin': 'too_large',
    sub: 'submodule',
  });
});

it('never opens a FIFO, also a tracked one', async () => {
  const repo = makeRepo({ 'ok.ts': 'fine\n', 'pipe.ts': 'was a file\n' });
  repo.remove('pipe.ts');
  execFileSync('mkfifo', [join(repo.dir, 'pipe.ts')]);
  const { snapshot } = await world(repo).take();
  expect(omissions(snapshot)).toEqual({ 'pipe.ts': 'special_file' });
  expect(snapshot.files).toHaveLength(1);
});

it('goes on past files that cannot be read', async () => {
  const repo = makeRepo({ 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'c', 'd.ts': 'd' });
  const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  const disk = {
    stat: (path: Buffer) => (path.toString().endsWith('c.ts') ? refuse('EACCES') : realDisk.stat(path)),
    read: (path: Buffer, cap: number) => {
      if (path.toString().endsWith('a.ts')) return refuse('EIO');
      return path.toString().endsWith('d.ts') ? refuse('ENOENT') : realDisk.read(path, cap);
    },
  };
  const { snapshot } = await world(repo).take({ disk });
  expect(snapshot.files.map((f) => f.path)).toEqual(['b.ts']);
  expect(omissions(snapshot)).toEqual({ 'a.ts': 'unreadable', 'c.ts': 'unreadable' });
});

it('takes names with newline, emoji, 2,000 bytes, and such as are no UTF-8', async () => {
  const repo = makeRepo({ 'plain.ts': 'x' });
  const long = `${Array.from({ length: 10 }, (_, i) => `${i}`.repeat(190)).join('/')}/${'z'.repeat(80)}.ts`;
  repo.write('two\nlines.ts', 'n');
  repo.write('party 🎉.ts', 'e');
  repo.write(long, 'l');
  const invalid = Buffer.concat([Buffer.from('caf'), Buffer.from([0xe9]), Buffer.from('.py')]);
  const surrogate = Buffer.from([0xed, 0xa0, 0xbd, 0x2e, 0x74, 0x73]);
  for (const name of [invalid, surrogate])
    writeFileSync(Buffer.concat([Buffer.from(`${repo.dir}/`), name]), 'i');
  const { take } = world(repo);
  for (const step of ['working tree', 'commit'] as const) {
    if (step === 'commit') repo.commit();
    const { snapshot } = await take(step === 'commit' ? { ref: 'HEAD' } : {});
    const paths = snapshot.files.map((f) => f.path);
    expect(paths).toEqual(expect.arrayContaining(['two\nlines.ts', 'party 🎉.ts', long]));
    expect(long.length).toBeGreaterThan(1900);
    const hashed = snapshot.files.filter((f) => f.rawPath !== undefined);
    expect(hashed.map((f) => f.path)).toEqual([
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    ]);
    expect(new Set(hashed.map((f) => rawPathOf(f).toString('hex')))).toEqual(
      new Set([invalid.toString('hex'), surrogate.toString('hex')]),
    );
  }
});

it('shows that the repository tracks files where the state directory lies', async () => {
  const repo = makeRepo({ '.scrum-loop/evil.ts': 'hidden?\n', 'a.ts': 'x' });
  const { snapshot } = await world(repo).take();
  expect(snapshot.files.map((f) => f.path)).toEqual(['a.ts']);
  expect(omissions(snapshot)).toEqual({ '.scrum-loop/evil.ts': 'excluded' });
});

it('keeps a state directory of another name out, too', async () => {
  const repo = makeRepo({ 'a.ts': 'x' });
  const stateDir = join(repo.dir, 'var', 'state');
  const store = new ContentStore(join(stateDir, 'content'));
  const take = () => takeSnapshot({ repo: repo.dir, stateDir, store, log: () => undefined });
  const first = await take();
  writeFileSync(join(stateDir, '.gitignore'), '');
  expect((await take()).id).toBe(first.id);
});

it('gives an unchanged tree the same id without reading it again, and sees every change', async () => {
  const repo = makeRepo({ 'a.ts': 'one', 'b.ts': 'two' });
  const { take, stateDir } = world(repo);
  const later = () => Date.now() + 10_000;
  let reads = 0;
  const disk = { ...realDisk, read: (path: Buffer, cap: number) => (reads++, realDisk.read(path, cap)) };
  const first = await take({ disk, now: later });
  expect(reads).toBe(2);
  expect((await take({ disk, now: later })).id).toBe(first.id);
  expect(reads).toBe(2);
  repo.write('a.ts', 'eno');
  expect((await take({ disk, now: later })).id).not.toBe(first.id);
  expect(reads).toBe(3);
  repo.write('a.ts', 'one');
  expect((await take({ disk, now: later })).id).toBe(first.id);
  // Entries as young as the snapshot itself are not trusted.
  await take({ disk });
  const before = reads;
  await take({ disk });
  expect(reads).toBe(before + 2);
  // A torn cache is begun anew.
  const cache = join(stateDir, 'stat-cache');
  const [name = ''] = execFileSync('ls', [cache]).toString().trim().split('\n');
  writeFileSync(join(cache, name), '{"a.ts": [');
  expect((await take({ disk, now: later })).id).toBe(first.id);
});

it('takes 10,000 files', async () => {
  const repo = makeRepo();
  for (let i = 0; i < 10_000; i++) repo.write(`d${i % 100}/f${i}.ts`, `export const n${i} = ${i};\n`);
  const { take } = world(repo);
  const { id, snapshot } = await take({ now: () => Date.now() + 10_000 });
  expect(snapshot.files).toHaveLength(10_000);
  expect((await take({ now: () => Date.now() + 10_000 })).id).toBe(id);
});

it('stops when told to', async () => {
  const repo = makeRepo({ 'a.ts': 'x' });
  await expect(world(repo).take({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  );
});
