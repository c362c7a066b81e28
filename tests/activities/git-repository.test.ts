import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catFiles } from '../../forge/cat-file';
import { checkRepository, openWorkTree } from '../../forge/check-repository';
import { parseRepo } from '../../forge/clone';
import { git, splitZ } from '../../forge/git';
import { gitFailure } from '../../forge/git-failure';
import { TypedFailure } from '../../failures/table';
import { ContentStore } from '../../source/content-store';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';

afterAll(removeMade);

const said = async (doing: Promise<unknown>) =>
  doing.then(
    () => 'no error',
    (error: unknown) => (error instanceof TypedFailure ? `${error.type}: ${error.message}` : error),
  );
const check = (path: string, ref?: string) =>
  said(checkRepository({ location: path, name: 'x', isUrl: path.includes('://') }, ref));

it('says in one sentence what is wrong with a repository', async () => {
  const repo = makeRepo({ 'a.txt': 'x', 'sub/b.txt': 'y' });
  const dir = tempDir();
  writeFileSync(join(dir, 'file'), '');
  repo.git('clone', '--quiet', '--bare', '.', join(dir, 'bare.git'));
  mkdirSync(join(dir, 'broken', '.git'), { recursive: true });
  expect(await check(repo.dir, 'main')).toBe('no error');
  expect(await check(join(dir, 'gone'))).toMatch(
    /^RepositoryError: Repository .*gone: found nothing there, expected a git repository\.$/,
  );
  expect(await check(join(dir, 'file'))).toMatch(/found a file, expected a folder/);
  expect(await check(dir)).toMatch(/found a folder without \.git, expected the root of a git repository\.$/);
  expect(await check(join(repo.dir, 'sub'))).toContain(`; the one around it is ${repo.dir}.`);
  expect(await check(join(dir, 'bare.git'))).toMatch(/found a bare repository.*file:\/\//);
  expect(await check(join(dir, 'broken'))).toMatch(
    /^RepositoryError: git rev-parse failed: not a git repository/,
  );
  for (const ref of ['nowhere', '--upload-pack=evil', '', '-x', 'HEAD:a.txt']) {
    expect(await check(repo.dir, ref)).toBe(
      `RepositoryError: ref is ${JSON.stringify(ref)}, expected a branch, tag or commit of ${repo.dir}.`,
    );
  }
  expect(await check(`file://${repo.dir}`)).toBe('no error');
  expect(await check(`file://${dir}/gone`)).toMatch(/found nothing there/);
  expect(await check(`file://${dir}/file`)).toMatch(/^RepositoryError: git ls-remote failed: /);
});

it('tells paths from URLs and refuses what git would run', () => {
  const repo = makeRepo({ 'sub/a.txt': 'x' }).dir;
  const name = repo.split('/').at(-1);
  expect(parseRepo(repo, '/')).toEqual({ location: repo, name, isUrl: false });
  expect(parseRepo('.', join(repo, 'sub'))).toMatchObject({ location: repo, name });
  expect(parseRepo('sub', repo)).toMatchObject({ location: join(repo, 'sub'), isUrl: false });
  for (const url of [
    'https://example.org/o/thing.git',
    'ssh://git@example.org:22/o/thing',
    'git@example.org:o/thing.git',
    'file:///srv/thing.git/',
  ]) {
    expect(parseRepo(url, '/')).toEqual({ location: url, name: 'thing', isUrl: true });
  }
  for (const bad of [
    'ext::sh -c evil',
    'fd::17',
    '-u',
    '',
    '  ',
    'git://example.org/x',
    'ssh://-oProxyCommand=evil/x',
    'https://u@-host/x',
    'a\nb',
  ]) {
    expect(() => parseRepo(bad, '/')).toThrow(TypedFailure);
  }
  expect(() => parseRepo('ftp://me:hunter2@example.org/x', '/')).toThrow(
    'repo is "ftp://***@example.org/x" (of the scheme ftp), expected a path, a URL (https, ssh, file) or git@host:path.',
  );
});

it('keeps credentials out of errors', () => {
  const failure = gitFailure(
    ['fetch'],
    "fatal: unable to access 'https://me:hunter2@example.org/x/': no\nmore",
  );
  expect(failure.message).toBe("git fetch failed: unable to access 'https://***@example.org/x/': no.");
});

it('splits -z output into raw names', () => {
  const raw = Buffer.from([0x61, 0, 0xff, 0x0a, 0, 0x62]);
  expect(splitZ(raw)).toEqual([Buffer.from('a'), Buffer.from([0xff, 0x0a]), Buffer.from('b')]);
  expect(splitZ(Buffer.alloc(0))).toEqual([]);
});

it('bounds what it takes from git, and ends git on abort', async () => {
  const repo = makeRepo({ 'a.txt': 'x'.repeat(100_000) });
  const place = openWorkTree(repo.dir);
  expect(await said(git(place, ['cat-file', 'blob', 'HEAD:a.txt'], { maxBuffer: 1000 }))).toMatch(
    /over 1000 bytes/,
  );
  expect(await said(git(place, ['hash-object', '--stdin'], { input: 'x' }))).toBe('no error');
  const abort = new AbortController();
  // It waits for input that never ends.
  const waiting = git(place, ['hash-object', '--stdin-paths'], { signal: abort.signal, input: '' });
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

it('streams objects in order, of any size, and says which are missing', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n', 'empty.txt': '', 'big.bin': Buffer.alloc(300_000, 7) });
  const oids = ['a.txt', 'empty.txt', 'big.bin'].map((path) => repo.git('rev-parse', `HEAD:${path}`));
  const missing = '0123456789012345678901234567890123456789';
  const place = openWorkTree(repo.dir);
  const sizes: (number | null)[] = [];
  for await (const { content } of catFiles(place, [...oids, missing, ...oids]))
    sizes.push(content?.length ?? null);
  expect(sizes).toEqual([4, 0, 300_000, null, 4, 0, 300_000]);
  // A caller may stop at any object, also while most of the questions are still unsent.
  const many = Array.from({ length: 20_000 }, (_, i) => oids[i % 3] ?? '');
  for (const [asked, stopAt] of [
    [oids, 1],
    [oids, 3],
    [many, 2],
  ] as const) {
    let taken = 0;
    for await (const { oid } of catFiles(place, asked)) {
      expect(oid).toBe(asked[taken]);
      if (++taken === stopAt) break;
    }
    expect(taken).toBe(stopAt);
  }
});

it('keeps contents by their hash, once, and finds damage', async () => {
  const dir = tempDir();
  const store = new ContentStore(dir);
  const [sha, again] = await Promise.all([
    store.put('hello'),
    new ContentStore(dir).put(Buffer.from('hello')),
  ]);
  expect(sha).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
  expect(again).toBe(sha);
  expect((await store.get(sha)).toString()).toBe('hello');
  const json = await store.putJson({ a: [1, 'é'] });
  expect(await store.getJson(json)).toEqual({ a: [1, 'é'] });
  expect(await store.has(sha, 4)).toBe(false);
  const path = join(dir, sha.slice(0, 2), sha);
  writeFileSync(path, 'torn');
  expect(await said(store.get(sha))).toMatch(/^SnapshotLost: Content 2cf24dba.* is damaged/);
  await store.put('hello');
  expect((await store.get(sha)).toString()).toBe('hello');
  expect(await said(store.get('0'.repeat(64)))).toMatch(/^SnapshotLost: Content 0+ is not in /);
  expect(await said(store.get('../../etc/passwd'))).toMatch(/is no sha256/);
});
