import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clonePlace } from '../../forge/clone';
import { ContentStore } from '../../source/content-store';
import { readFileOf, takeSnapshot } from '../../source/snapshot';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';

afterAll(removeMade);

function taker(stateDir = tempDir()) {
  const store = new ContentStore(join(stateDir, 'content'));
  const lines: string[] = [];
  const take = (repo: string, ref?: string, maxFileBytes?: number) =>
    takeSnapshot({
      repo,
      stateDir,
      store,
      log: (line) => lines.push(line),
      ...(ref === undefined ? {} : { ref }),
      ...(maxFileBytes === undefined ? {} : { maxFileBytes }),
    });
  return { take, store, stateDir, lines };
}

it('takes the tree of a commit, not the working tree, byte for byte', async () => {
  const repo = makeRepo({
    'a.txt': 'one\r\ntwo\n',
    'same.txt': 'one\r\ntwo\n',
    'big.bin': Buffer.alloc(5000, 1),
    'empty.ts': '',
  });
  repo.write('run.sh', 'echo\n', true);
  symlinkSync('/etc/passwd', join(repo.dir, 'link'));
  const head = repo.git('rev-parse', 'HEAD');
  repo.git('update-index', '--add', '--cacheinfo', `160000,${head},sub`);
  repo.git('add', 'run.sh', 'link');
  repo.git('commit', '--quiet', '-m', 'more');
  repo.write('a.txt', 'uncommitted');
  const { take, store } = taker();
  const { snapshot } = await take(repo.dir, 'main', 4000);
  expect(snapshot).toMatchObject({ commit: repo.git('rev-parse', 'HEAD'), dirty: false });
  expect(snapshot.files.map((f) => [f.path, f.bytes, f.exec ?? false])).toEqual([
    ['a.txt', 9, false],
    ['empty.ts', 0, false],
    ['run.sh', 5, true],
    ['same.txt', 9, false],
  ]);
  expect(snapshot.omitted).toEqual([
    { path: 'big.bin', reason: 'too_large' },
    { path: 'link', reason: 'symlink' },
    { path: 'sub', reason: 'submodule' },
  ]);
  const [file] = snapshot.files;
  expect(file && (await readFileOf(store, file)).toString()).toBe('one\r\ntwo\n');
});

it('reads a commit once, and again when the store has lost something', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const { take, stateDir, lines } = taker();
  const first = await take(repo.dir, 'HEAD');
  expect(await take(repo.dir, 'HEAD')).toEqual(first);
  expect(lines).toHaveLength(1);
  const sha = first.snapshot.files[0]?.sha256 ?? '';
  rmSync(join(stateDir, 'content', sha.slice(0, 2), sha));
  expect(await take(repo.dir, 'HEAD')).toEqual(first);
  expect(lines).toHaveLength(2);
});

it('clones a URL, and sees new commits, branches and a rewritten history', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const url = `file://${repo.dir}`;
  const { take, stateDir } = taker();
  const first = await take(url);
  expect(first.snapshot).toMatchObject({ repo: url, commit: repo.git('rev-parse', 'HEAD'), dirty: false });
  repo.write('a.txt', 'two\n');
  const second = repo.commit();
  expect((await take(url)).snapshot.commit).toBe(second);
  repo.git('reset', '--quiet', '--hard', 'HEAD~1');
  repo.git('checkout', '--quiet', '-b', 'topic');
  repo.write('b.txt', 'b\n');
  const topic = repo.commit();
  repo.git('checkout', '--quiet', 'main');
  expect((await take(url)).id).toBe(first.id);
  expect((await take(url, 'topic')).snapshot.commit).toBe(topic);
  expect((await take(url, second.slice(0, 12))).snapshot.commit).toBe(second);
  repo.git('branch', '-D', 'topic');
  repo.git('update-ref', 'refs/pull/7/head', topic);
  expect((await take(url, 'refs/pull/7/head')).snapshot.commit).toBe(topic);
  await expect(take(url, 'nowhere')).rejects.toMatchObject({
    type: 'RepositoryError',
    message: 'ref is "nowhere", expected a branch, tag or commit of the remote repository.',
  });
  expect(existsSync(join(stateDir, 'clones'))).toBe(true);
});

it('goes on where a killed clone left its locks', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const url = `file://${repo.dir}`;
  const { take, stateDir } = taker();
  await take(url);
  const { gitDir } = clonePlace(url, stateDir);
  for (const lock of ['packed-refs.lock', 'config.lock', 'HEAD.lock', 'refs/heads/main.lock']) {
    writeFileSync(join(gitDir, lock), '');
  }
  repo.write('a.txt', 'two\n');
  const commit = repo.commit();
  expect((await take(url)).snapshot.commit).toBe(commit);
});

it('takes an empty remote as an empty repository', async () => {
  const { take } = taker();
  expect((await take(`file://${makeRepo().dir}`)).snapshot).toMatchObject({ commit: null, files: [] });
});

it('lets several processes clone at once', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const { take } = taker();
  const taken = await Promise.all(Array.from({ length: 4 }, () => take(`file://${repo.dir}`)));
  expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
});

it('leaves out tree entries that point out of the tree', async () => {
  const repo = makeRepo({ 'ok.txt': 'fine\n' });
  const blob = repo.git('rev-parse', 'HEAD:ok.txt');
  const inner = (name: string) => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
  const mktree = (content: Buffer) =>
    execFileSync('git', ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], {
      cwd: repo.dir,
      input: content,
    })
      .toString()
      .trim();
  const sub = mktree(inner('evil'));
  const root = mktree(
    Buffer.concat([
      Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(sub, 'hex')]),
      Buffer.concat([Buffer.from('40000 .GIT\0'), Buffer.from(sub, 'hex')]),
      inner('ok.txt'),
    ]),
  );
  const commit = repo.git('commit-tree', root, '-m', 'evil');
  const { take } = taker();
  const { snapshot } = await take(repo.dir, commit);
  expect(snapshot.files.map((f) => f.path)).toEqual(['ok.txt']);
  expect(snapshot.omitted.map((o) => o.reason)).toEqual(['special_file', 'special_file']);
});
