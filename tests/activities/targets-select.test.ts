import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Omission, Snapshot, SnapshotFile } from '../../source/snapshot-types';
import { countOmissions, selectTargets, type SelectTargets } from '../../source/targets';
import { isGenerated, isMinified } from '../../source/omit-generated';

type Contents = Record<string, string | Uint8Array>;

/** Selects from a snapshot held in memory; the reads are counted. */
async function select(contents: Contents, more: Partial<SelectTargets> = {}, omitted: Omission[] = []) {
  const bytesOf = new Map<string, Buffer>();
  const files: SnapshotFile[] = Object.entries(contents).map(([path, content]) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    bytesOf.set(sha256, bytes);
    return { path, sha256, bytes: bytes.length };
  });
  const snapshot: Snapshot = { repo: '/r', commit: null, dirty: true, files, omitted };
  let reads = 0;
  const read = async ({ sha256 }: SnapshotFile) => {
    reads++;
    return bytesOf.get(sha256) ?? Buffer.alloc(0);
  };
  const args = {
    snapshot,
    include: [],
    exclude: [],
    expand: [],
    iteration: 1,
    findings: [],
    previous: [],
    skipped: [],
    read,
  };
  const selected = await selectTargets({ ...args, ...more });
  return {
    paths: selected.targets.map((t) => t.path),
    languages: Object.fromEntries(selected.targets.map((t) => [t.path, t.language])),
    reasons: Object.fromEntries(selected.omissions.map((o) => [o.path, o.reason])),
    omissions: selected.omissions,
    targets: selected.targets,
    reads,
  };
}

it('takes every file of a known language by default, each omission with its reason', async () => {
  const { paths, reasons, targets, omissions, reads } = await select(
    {
      'src/a.rs': 'fn main() {}\n',
      'README.md': '# Title\n',
      '.github/ci.yml': 'on: push\n',
      'Cargo.lock': 'x',
      'node_modules/x/i.js': 'x',
      'go/vendor/y/y.go': 'package y\n',
      'dist/app.js': 'x',
      'target/debug/build.rs': 'x',
      'src/targets/ok.rs': '// fine\n',
      'lib/jquery.min.js': 'x',
      'api/x.pb.go': 'x',
      'api/x_pb2.py': 'x',
      'logo.png': Buffer.from([0x89, 0x50, 0, 1]),
      'data.py': Buffer.concat([Buffer.from('x = 1\n'), Buffer.from([0]), Buffer.from('y')]),
      'latin.c': Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]),
      'late-nul.c': Buffer.concat([Buffer.alloc(9000, 'a'), Buffer.from([0])]),
      'blank.ts': ' \n\t\n',
      'zero.ts': '',
      'huge.ts': Buffer.alloc(1_048_577, 'a'),
      LICENSE: 'text',
    },
    {},
    [
      { path: 'link.ts', reason: 'symlink' },
      { path: 'movie.mp4', reason: 'too_large' },
    ],
  );
  expect(paths).toEqual(['.github/ci.yml', 'README.md', 'late-nul.c', 'src/a.rs', 'src/targets/ok.rs']);
  expect(targets[3]).toEqual({
    path: 'src/a.rs',
    sha256: expect.any(String) as string,
    bytes: 13,
    language: 'rust',
  });
  expect(reasons).toEqual({
    'Cargo.lock': 'lockfile',
    LICENSE: 'unknown_language',
    'api/x.pb.go': 'generated',
    'api/x_pb2.py': 'generated',
    'blank.ts': 'empty',
    'data.py': 'binary',
    'dist/app.js': 'generated',
    'go/vendor/y/y.go': 'vendored',
    'huge.ts': 'too_large',
    'latin.c': 'invalid_utf8',
    'lib/jquery.min.js': 'generated',
    'link.ts': 'symlink',
    'logo.png': 'unknown_language',
    'movie.mp4': 'unknown_language',
    'node_modules/x/i.js': 'vendored',
    'target/debug/build.rs': 'generated',
    'zero.ts': 'empty',
  });
  expect(countOmissions(omissions)).toMatchObject({ symlink: 1, generated: 5, vendored: 2, empty: 2 });
  // Only what a name cannot decide is read.
  expect(reads).toBe(8);
});

it('keeps to include, exclude and what a person skipped', async () => {
  const contents = {
    'src/a.ts': 'a',
    'src/.hidden/b.ts': 'b',
    'src/gen/c.ts': 'c',
    'docs/d.md': 'd',
    'src/e.proto': 'e',
    'src/f.ts': 'f',
  };
  const bounds = { include: ['src/**'], exclude: ['src/gen/'], skipped: ['src/f.ts'] };
  const { paths, reasons } = await select(contents, bounds, [{ path: 'docs/x', reason: 'symlink' }]);
  expect(paths).toEqual(['src/.hidden/b.ts', 'src/a.ts']);
  expect(reasons).toEqual({
    'docs/d.md': 'not_included',
    'docs/x': 'not_included',
    'src/e.proto': 'unknown_language',
    'src/f.ts': 'skipped_by_override',
    'src/gen/c.ts': 'excluded',
  });
  expect((await select(contents, { include: ['./src'] })).paths).toContain('src/a.ts');
  // A glob that names the extension, or the folder, wants it.
  expect((await select(contents, { include: ['**/*.proto'] })).languages).toEqual({ 'src/e.proto': 'text' });
  expect(
    (await select({ 'vendor/ours/a.go': 'package a' }, { include: ['vendor/ours/**'] })).paths,
  ).toHaveLength(1);
});

it('widens the bounds from an iteration on', async () => {
  const contents = { 'src/a.rs': 'a', 'tests/b.ts': 'b', 'cfg/c.xyz': 'c' };
  const expand = [
    { from_iteration: 2, include: ['tests/**/*.ts'] },
    { from_iteration: 3, include: ['cfg/*.xyz'] },
  ];
  const at = async (iteration: number, include = ['src/**']) =>
    (await select(contents, { include, expand, iteration })).paths;
  expect(await at(1)).toEqual(['src/a.rs']);
  expect(await at(2)).toEqual(['src/a.rs', 'tests/b.ts']);
  expect(await at(3)).toEqual(['cfg/c.xyz', 'src/a.rs', 'tests/b.ts']);
  // Without include everything known is in already.
  expect(await at(1, [])).toEqual(['src/a.rs', 'tests/b.ts']);
  expect(await at(3, [])).toEqual(['cfg/c.xyz', 'src/a.rs', 'tests/b.ts']);
});

it('puts files named by findings first, and takes text of an unknown language among them', async () => {
  const contents = {
    'a.ts': 'a',
    'b.ts': 'b',
    'c.ts': 'c',
    'z.conf': 'z',
    'y.conf': 'y',
    'bin.conf': Buffer.from([0]),
  };
  const findings = (
    [
      ['c.ts', 'low'],
      ['b.ts', 'medium'],
      ['z.conf', 'high'],
      ['c.ts', 'high'],
      ['bin.conf', 'high'],
      ['none.ts', 'high'],
    ] as const
  ).map(([path, severity]) => ({ path, severity }));
  const { paths, reasons } = await select(contents, { findings });
  expect(paths).toEqual(['c.ts', 'z.conf', 'b.ts', 'a.ts']);
  expect(reasons).toEqual({ 'bin.conf': 'binary', 'y.conf': 'unknown_language' });
  const bounded = await select(contents, { findings, include: ['*.ts'] });
  expect(bounded.reasons['z.conf']).toBe('not_included');
});

it('orders later iterations by verdict, missing components and path', async () => {
  const names = ['pass', 'fail2', 'fail9', 'fail2b', 'patch', 'open', 'new'];
  const contents = Object.fromEntries(names.map((name) => [`${name}.ts`, name]));
  const previous = (
    [
      ['pass', 'pass', 9],
      ['fail2', 'fail', 2],
      ['fail9', 'fail', 9],
      ['fail2b', 'fail', 2],
      ['patch', 'needs_patch', 50],
      ['open', null, 0],
    ] as const
  ).map(([name, verdict, missing]) => ({ path: `${name}.ts`, verdict, missing_components_count: missing }));
  const { paths } = await select(contents, { iteration: 2, previous });
  expect(paths).toEqual(['fail9.ts', 'fail2.ts', 'fail2b.ts', 'patch.ts', 'new.ts', 'open.ts', 'pass.ts']);
});

it('tells the language of a name that is not UTF-8 by its bytes', async () => {
  const raw = Buffer.concat([Buffer.from('src/caf'), Buffer.from([0xe9]), Buffer.from('.py')]);
  const file = {
    path: `sha256:${'a'.repeat(64)}`,
    rawPath: raw.toString('base64'),
    sha256: 'b'.repeat(64),
    bytes: 2,
  };
  const snapshot = { repo: '/r', commit: null, dirty: true, files: [file], omitted: [] };
  const { targets } = await select(
    {},
    { snapshot, include: ['src/**'], read: async () => Buffer.from('x\n') },
  );
  expect(targets).toEqual([{ path: file.path, sha256: file.sha256, bytes: 2, language: 'python' }]);
});

const FIXTURES = join(__dirname, '..', 'fixtures', 'repo');

it.each(readdirSync(FIXTURES))('tells who wrote %s', (name) => {
  expect(isGenerated(readFileSync(join(FIXTURES, name), 'utf8'))).toBe(name.startsWith('generated-'));
});

it('knows packed files by their mean line', () => {
  const line = 'var a=1;'.repeat(400);
  expect(isMinified(line, 'javascript')).toBe(true);
  expect(isMinified(`/* licence */\n${line}\n`, 'css')).toBe(true);
  expect(isMinified(line, 'markdown')).toBe(false);
  expect(isMinified('var a=1;\n'.repeat(400), 'javascript')).toBe(false);
  expect(isMinified('{"a":1}', 'json')).toBe(false);
});
