import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkTree } from '../../forge/check-repository';
import { commandsAllowed } from '../../gate/command-trust';
import { layOutSnapshot } from '../../gate/lay-out-snapshot';
import { ContentStore } from '../../source/content-store';
import { takeSnapshot } from '../../source/snapshot';
import { makeRepo, removeMade, tempDir, type MadeRepo } from '../support/make-repo';

afterAll(removeMade);

async function laidOut(repo: MadeRepo, iteration = 1, loopId = 'demo', ref?: string) {
  const stateDir = join(repo.dir, '.scrum-loop');
  const store = new ContentStore(join(stateDir, 'content'));
  const { snapshot } = await takeSnapshot({
    repo: repo.dir,
    stateDir,
    store,
    log: () => undefined,
    ...(ref === undefined ? {} : { ref }),
  });
  const source = openWorkTree(repo.dir);
  return layOutSnapshot({ snapshot, store, stateDir, loopId, iteration, source });
}

const gitIn = (dir: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: dir, encoding: 'utf8' }).trimEnd();

it('lays out exactly the bytes of the snapshot, in a checkout of its commit', async () => {
  const repo = makeRepo({
    'a.txt': 'one\n',
    'src/b.sh': 'echo\n',
    '.gitattributes': '* text=auto eol=crlf\n',
  });
  repo.git('tag', 'v1.0');
  repo.git('tag', '-a', '-m', 'two', 'v2.0');
  repo.write('a.txt', 'changed\r\nand mixed\n');
  repo.write('new file.bin', Buffer.from([0, 255, 10]));
  repo.write('src/b.sh', 'echo\n', true);
  symlinkSync('a.txt', join(repo.dir, 'link'));
  const dir = await laidOut(repo);
  expect(readFileSync(join(dir, 'a.txt'), 'utf8')).toBe('changed\r\nand mixed\n');
  expect(readFileSync(join(dir, 'new file.bin'))).toEqual(Buffer.from([0, 255, 10]));
  expect(statSync(join(dir, 'src/b.sh')).mode & 0o777).toBe(0o755);
  expect(existsSync(join(dir, 'link'))).toBe(false);
  expect(gitIn(dir, 'rev-parse', 'HEAD')).toBe(repo.git('rev-parse', 'HEAD'));
  expect(gitIn(dir, 'log', '--format=%s')).toBe('first');
  expect(gitIn(dir, 'describe', '--tags', '--match', 'v2*')).toBe('v2.0');
  expect(gitIn(dir, 'status', '--porcelain').split('\n')).toEqual(
    expect.arrayContaining([' M src/b.sh', '?? "new file.bin"']),
  );
});

it('clears what a build left, and the folders of earlier iterations', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const first = await laidOut(repo);
  writeFileSync(join(first, 'stale.o'), 'x');
  writeFileSync(join(first, 'a.txt'), 'overwritten');
  expect(await laidOut(repo)).toBe(first);
  expect(readdirSync(first).sort((a, b) => (a < b ? -1 : 1))).toEqual(['.git', 'a.txt']);
  expect(readFileSync(join(first, 'a.txt'), 'utf8')).toBe('one\n');
  const other = await laidOut(repo, 1, 'demo-i');
  const second = await laidOut(repo, 2);
  expect([first, other, second].map((dir) => existsSync(dir))).toEqual([false, true, true]);
});

it('lays out a tree without commits, and ids of any shape', async () => {
  const repo = makeRepo();
  repo.write('a.txt', 'one\n');
  const dir = await laidOut(repo, 1, '../../evil id 🎉');
  expect(dir.startsWith(join(repo.dir, '.scrum-loop', 'gate') + '/')).toBe(true);
  expect(readdirSync(dir)).toEqual(['a.txt']);
});

it('runs no hook and no filter of the repository', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n', '.gitattributes': '* filter=evil\n' });
  const trace = join(tempDir(), 'ran');
  repo.git('config', 'filter.evil.smudge', `touch ${trace}; cat`);
  repo.git('config', 'filter.evil.required', 'true');
  repo.write('.git/hooks/post-checkout', `#!/bin/sh\ntouch ${trace}\n`, true);
  const dir = await laidOut(repo);
  gitIn(dir, 'status');
  gitIn(dir, 'checkout', '--', 'a.txt');
  expect(existsSync(trace)).toBe(false);
});

it('refuses a manifest that points out of the folder', async () => {
  const stateDir = tempDir();
  const store = new ContentStore(join(stateDir, 'content'));
  const sha256 = await store.put('evil');
  const files = [{ path: 'x/../../../evil', sha256, bytes: 4 }];
  const snapshot = { repo: '/r', commit: null, dirty: false, files, omitted: [] };
  const layOut = layOutSnapshot({ snapshot, store, stateDir, loopId: 'l', iteration: 1, source: null });
  await expect(layOut).rejects.toMatchObject({ type: 'RepositoryError' });
});

it('trusts commands of the operator and of the folder the program was started in, no others', () => {
  const repo = makeRepo({ 'scrum.toml': '', 'sub/x': '' }).dir;
  const elsewhere = tempDir();
  writeFileSync(join(elsewhere, 'mine.toml'), '');
  symlinkSync(join(repo, 'scrum.toml'), join(elsewhere, 'link.toml'));
  symlinkSync(repo, join(elsewhere, 'linked'));
  const ask = (configFile: string, cwd: string, trustRepoConfig = false) =>
    commandsAllowed({ configFile, repoRoot: repo, cwd, trustRepoConfig, commands: ['npm test', 'make'] });
  const own = join(repo, 'scrum.toml');
  expect(ask(own, repo)).toBeNull();
  expect(ask(own, join(repo, 'sub'))).toBeNull();
  expect(ask(own, join(elsewhere, 'linked'))).toBeNull();
  expect(ask(own, elsewhere, true)).toBeNull();
  expect(ask(join(elsewhere, 'mine.toml'), elsewhere)).toBeNull();
  for (const file of [
    own,
    join(elsewhere, 'link.toml'),
    join(elsewhere, 'linked', 'scrum.toml'),
    join(repo, 'gone.toml'),
  ]) {
    expect(ask(file, elsewhere)).toMatch(/"npm test", "make".*--trust-repo-config/);
  }
});
