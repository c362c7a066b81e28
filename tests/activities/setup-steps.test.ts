import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setupCall } from '../support/setup-call';

const CHECKOUT = join(__dirname, '..', '..');

describe('set-up steps', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'scrum-steps-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function put(path: string, content: string, mode = 0o644): string {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  }

  function putLock(version: string): void {
    put(
      'package-lock.json',
      JSON.stringify({
        packages: { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version } },
      }),
    );
  }

  /** Env whose npm notes its arguments in npm.log and ends with `code`. */
  function npmEnv(code: number): Record<string, string> {
    put('path/npm', `#!/bin/sh\necho "$@" >> ${join(root, 'npm.log')}\nexit ${code}\n`, 0o755);
    return { PATH: join(root, 'path') };
  }
  const npmCalls = (): string[] =>
    existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').trim().split('\n') : [];

  test('packages are installed when the lockfile changed, and only then', async () => {
    putLock('2.0.0');
    put('node_modules/one/package.json', '{}');
    const env = npmEnv(0);
    const install = () => setupCall('install-packages', 'installPackages', { root, env });
    expect((await install()).error).toBeUndefined();
    expect((await install()).error).toBeUndefined();
    expect(npmCalls()).toHaveLength(1);
    expect(npmCalls()[0]).toContain('ci --ignore-scripts');
    putLock('2.0.1');
    await install();
    expect(npmCalls()).toHaveLength(2);
  });

  test('packages installed by hand are taken when they are the lockfile’s', async () => {
    putLock('2.0.0');
    const env = npmEnv(0);
    const record = {
      packages: { 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version: '2.0.0' } },
    };
    put('node_modules/.package-lock.json', JSON.stringify(record));
    await setupCall('install-packages', 'installPackages', { root, env });
    expect(npmCalls()).toEqual([]);
  });

  test('a failed installation is told in words, and tried again', async () => {
    putLock('2.0.0');
    const { error } = await setupCall('install-packages', 'installPackages', { root, env: npmEnv(7) });
    expect(error?.message).toContain('npm ci ended with code 7');
    expect(error?.next).toContain('npm registry');
    expect(
      (await setupCall('install-packages', 'installPackages', { root, env: { PATH: root } })).error?.message,
    ).toContain('npm is not on the PATH');
  });

  test('sources are compiled and bundled when they changed, and only then', async () => {
    symlinkSync(join(CHECKOUT, 'node_modules'), join(root, 'node_modules'));
    put('package-lock.json', '{}');
    put(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { outDir: 'dist', rootDir: '.', types: ['node'], module: 'nodenext' },
        exclude: ['dist'],
      }),
    );
    put('workflows/index.ts', 'export const one = 1;\n');
    put('review/gone.ts', 'export const two = 2;\n');
    put(
      'scripts/bundle-workflows.ts',
      "import { writeFileSync } from 'node:fs';\nwriteFileSync(process.argv[2] ?? '', 'bundle');\n",
    );
    const build = () => setupCall('build', 'build', { root, env: process.env });

    expect((await build()).said).toMatch(/compiling\n.*bundling/);
    expect(readFileSync(join(root, 'dist', 'workflow-bundle.js'), 'utf8')).toBe('bundle');
    expect(await build()).toEqual({ said: '' });

    rmSync(join(root, 'review', 'gone.ts'));
    expect((await build()).said).toMatch(/compiling\n.*bundling/);
    expect(existsSync(join(root, 'dist', 'review', 'gone.js'))).toBe(false);

    put('workflows/index.ts', 'export const one: string = 1;\n');
    const { error } = await build();
    expect(error?.message).toContain('The compiler ended with code');
    put('workflows/index.ts', 'export const one = 11;\n');
    expect((await build()).error).toBeUndefined();
    expect(readFileSync(join(root, 'dist', 'workflows', 'index.js'), 'utf8')).toContain('11');
  });

  test('a lock left by a dead process is taken over', async () => {
    put('setup.lock/holder', '4194303 0');
    const text = `import { withLock } from ${JSON.stringify(join(CHECKOUT, 'scripts', 'lib', 'lock.mjs'))};
      await withLock(${JSON.stringify(join(root, 'setup.lock'))}, {}, async () => console.log('held'));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [[data], [code]] = (await Promise.all([once(child.stdout, 'data'), once(child, 'exit')])) as [
      [Buffer],
      [number],
    ];
    expect(data.toString()).toBe('held\n');
    expect(code).toBe(0);
    expect(existsSync(join(root, 'setup.lock'))).toBe(false);
  });

  test('an unknown verb is refused before anything is done', async () => {
    const child = spawn(process.execPath, [join(CHECKOUT, 'scripts', 'with-setup.mjs'), 'rum'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [[words], [code]] = (await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])) as [
      [Buffer],
      [number],
    ];
    expect(words.toString()).toContain('unknown verb "rum"; expected one of run, test');
    expect(code).toBe(2);
  });

  describe('the launcher', () => {
    const launch = () => {
      mkdirSync(join(root, 'cli'));
      copyFileSync(join(CHECKOUT, 'cli', 'scrum-loop.cjs'), join(root, 'cli', 'scrum-loop.cjs'));
      return spawn(process.execPath, [join(root, 'cli', 'scrum-loop.cjs')], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    };

    test('says when it is not built, with exit code 4', async () => {
      const child = launch();
      const [[words], [code]] = (await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])) as [
        [Buffer],
        [number],
      ];
      expect(words.toString()).toContain('run npm run setup');
      expect(code).toBe(4);
    });

    test('passes on one Ctrl-C of those that arrive together', async () => {
      put(
        'dist/cli/main.js',
        `
        let count = 0;
        process.on('SIGINT', () => { count += 1; console.log('interrupted'); });
        process.on('SIGUSR2', () => { console.log('count ' + count); process.exit(0); });
        setInterval(() => {}, 1000);
        console.log('ready');`,
      );
      const child = launch();
      let out = '';
      child.stdout.on('data', (data: Buffer) => {
        out += data.toString();
      });
      await once(child.stdout, 'data');
      for (let n = 0; n < 5; n++) child.kill('SIGINT');
      // Signals of two kinds may overtake each other.
      await once(child.stdout, 'data');
      child.kill('SIGUSR2');
      const [code] = (await once(child, 'exit')) as [number];
      expect(out).toBe('ready\ninterrupted\ncount 1\n');
      expect(code).toBe(0);
    });
  });
});
