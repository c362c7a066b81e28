import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, rowsOf } from '../support/cli-run';
import { startFakeModelServer } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';

afterAll(removeMade);

const GOOD = 'export function half(n: number): number {\n  return n / 2;\n}\n';
const state = (): string => join(tempDir(), 'state');

describe('a loop over a repository full of traps', () => {
  it('reviews what can be reviewed and counts the rest by reason', async () => {
    const repo = makeRepo({ 'src/good.ts': GOOD });
    const odd = `src/new\nline 😀.ts`;
    const long = `src/${Array.from({ length: 10 }, () => 'd'.repeat(190)).join('/')}/deep.ts`;
    repo.write(odd, GOOD);
    repo.write(long, GOOD);
    repo.write('src/binary.ts', Buffer.from([1, 0, 2, 0, 3]));
    repo.write('src/latin.ts', Buffer.from([0x2f, 0x2f, 0xe9, 0xff, 0x0a]));
    repo.write(
      'src/half.ts',
      Buffer.concat([Buffer.from('// '), Buffer.from([0xed, 0xa0, 0xbd]), Buffer.from('\n')]),
    );
    symlinkSync('/etc/passwd', join(repo.dir, 'src', 'outside.ts'));
    const big = openSync(join(repo.dir, 'src', 'big.ts'), 'w');
    ftruncateSync(big, 50 * 1024 * 1024);
    closeSync(big);
    repo.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${repo.git('rev-parse', 'HEAD').trim()},vendored-module`,
    );
    const stateDir = state();
    const result = await cli(['run', repo.dir, '--state-dir', stateDir, '--offline', '--iterations', '2']);
    expect(result).toMatchObject({ code: 0 });
    const files = rowsOf(stateDir)
      .filter((row) => row.iteration === 1)
      .map((row) => row.file);
    expect(files.toSorted()).toEqual([long, 'src/good.ts', odd].toSorted());
    const metrics = rowsOf<{ omissions: Record<string, number> }>(stateDir, 'scrum_loop_metrics').at(-1);
    expect(metrics?.omissions).toMatchObject({
      binary: 1,
      invalid_utf8: 2,
      symlink: 1,
      too_large: 1,
      submodule: 1,
    });
    expect(result.stdout).toContain('symlink 1');
  }, 120_000);

  it('survives half a surrogate pair in a model answer', async () => {
    const server = await startFakeModelServer({
      models: ['m'],
      script: (call, answers) => ({
        text: `${answers.markdownAnswer({ call })}\n- half an emoji: \ud83d Confidence: 60%\n`,
      }),
    });
    const repo = makeRepo({ 'src/good.ts': GOOD });
    const dir = tempDir();
    const routing = writeRouting(dir, [{ name: 'm', url: server.url }]);
    const stateDir = join(dir, 'state');
    const result = await cli([
      'run',
      repo.dir,
      '--state-dir',
      stateDir,
      '--routing',
      routing,
      '--iterations',
      '1',
    ]);
    await server.close();
    expect(result).toMatchObject({ code: 0 });
    expect(rowsOf(stateDir)).toHaveLength(1);
  }, 120_000);

  it('never shows an empty repository as done', async () => {
    const repo = makeRepo();
    const result = await cli(['run', repo.dir, '--state-dir', state(), '--offline', '--iterations', '1']);
    expect(result.code).toBe(3);
    expect(result.stdout + result.stderr).toContain('no file was selected');
  }, 120_000);
});

describe('bad input is one clear sentence and exit 2', () => {
  const refused = async (args: string[], sentence: RegExp): Promise<void> => {
    const result = await cli(['run', ...args, '--state-dir', state(), '--offline']);
    expect(result.stderr).toMatch(sentence);
    expect(result.code).toBe(2);
  };

  it(
    'a repository that is not there',
    () => refused([join(tempDir(), 'nowhere')], /nowhere.*expected a git repository/),
    60_000,
  );

  it('a folder that is none', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'plain'));
    await refused([join(dir, 'plain')], /expected the root of a git repository/);
  }, 60_000);

  it(
    'iterations 0',
    () =>
      refused(
        [makeRepo({ 'a.ts': GOOD }).dir, '--iterations', '0'],
        /iterations.*'0'.*xpected a whole number from 1 to 100/,
      ),
    60_000,
  );

  it('broken TOML, and a key nobody knows', async () => {
    const repo = makeRepo({ 'a.ts': GOOD });
    writeFileSync(join(repo.dir, 'scrum.toml'), '[loop\niterations = 2\n');
    await refused([repo.dir], /scrum\.toml: is not valid TOML at line 1/);
    writeFileSync(join(repo.dir, 'scrum.toml'), '[loop]\niteration = 2\n');
    await refused([repo.dir], /unknown key loop\.iteration, did you mean iterations\?/);
  }, 60_000);

  it('commands of a repository that nobody trusts', async () => {
    const repo = makeRepo({ 'a.ts': GOOD, 'scrum.toml': '[gate]\ncommands = ["touch ran"]\n' });
    await refused([repo.dir], /wants to run commands \("touch ran"\).*--trust-repo-config/);
  }, 60_000);
});
