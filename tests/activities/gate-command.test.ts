import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gateEnvironment } from '../../gate/gate-environment';
import { plainText } from '../../gate/plain-text';
import { runCommand, type RunCommand } from '../../gate/run-command';
import { gateSummary, runGate } from '../../gate/run-gate';
import { removeMade, tempDir } from '../support/make-repo';

afterAll(removeMade);

const env = gateEnvironment([]);
const run = (command: string, more: Partial<RunCommand> = {}) =>
  runCommand({ command, cwd: tempDir(), env, timeoutMs: 30_000, outputBytes: 10_000, ...more });

/** Waits until `holds`; jest's own timeout ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(10);
}

/** Alive and no zombie that waits for its parent. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (cause) {
    if (
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ||
      (cause as NodeJS.ErrnoException).code === 'ESRCH'
    )
      return false;
    throw cause;
  }
}

const pidIn = (file: string) => Number(readFileSync(file, 'utf8').trim());
const written = (file: string) => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n');

it('reports how a command ended and what it said, in the order it said it', async () => {
  const result = await run('echo out; echo err >&2; printf "\\033[31mred\\033[0m 10%%\\r100%%\\n"; exit 3');
  expect(result).toMatchObject({ exitCode: 3, signal: null, timedOut: false, tail: 'out\nerr\n100%' });
  expect((await run('kill -9 $$')).signal).toBe('SIGKILL');
});

it('gives a command nothing to read and only the allowed variables', async () => {
  const base = { PATH: process.env.PATH, HOME: '/h', SECRET_KEY: 'x', CARGO_HOME: '/c' };
  const result = await run('cat; env', { env: gateEnvironment(['CARGO_HOME'], base) });
  expect(result.output).toContain('CARGO_HOME=/c');
  expect(result.output).not.toContain('SECRET_KEY');
});

it('keeps the head and the tail of long output', async () => {
  const result = await run('echo first; seq 1 100000; echo last', { outputBytes: 4000 });
  expect(result.output).toMatch(/^first\n1\n2\n/);
  expect(result.output).toMatch(/\[\d+ bytes left out\]/);
  expect(result.output).toMatch(/100000\nlast\n$/);
  expect(result.output.length).toBeLessThan(4100);
  expect(result.tail.length).toBeLessThanOrEqual(4000);
});

it('ends the whole group at the timeout, also what ignores SIGTERM', async () => {
  const file = join(tempDir(), 'pid');
  const command = `sh -c 'trap "" TERM; echo $$ > ${file}; while :; do sleep 1; done' & wait`;
  const result = await run(command, { timeoutMs: 500, graceMs: 300 });
  expect(result).toMatchObject({ timedOut: true });
  await until(() => !isRunning(pidIn(file)));
});

it('ends the whole group on abort and throws the reason', async () => {
  const file = join(tempDir(), 'pid');
  const abort = new AbortController();
  const running = run(`sh -c 'echo $$ > ${file}; sleep 600' & wait`, { signal: abort.signal });
  await until(() => written(file));
  expect(isRunning(pidIn(file))).toBe(true);
  abort.abort(new Error('cancelled'));
  await expect(running).rejects.toThrow('cancelled');
  await until(() => !isRunning(pidIn(file)));
});

it('leaves nothing behind when the command itself ends', async () => {
  const file = join(tempDir(), 'pid');
  const result = await run(
    `sh -c 'echo $$ > ${file}; sleep 600' & while [ ! -s ${file} ]; do sleep 0.02; done; exit 0`,
  );
  expect(result).toMatchObject({ exitCode: 0, timedOut: false });
  await until(() => !isRunning(pidIn(file)));
});

it('says where a command could not be started', async () => {
  await expect(run('true', { cwd: '/nonexistent/folder' })).rejects.toMatchObject({
    type: 'ConfigError',
    message: expect.stringContaining('/nonexistent/folder') as string,
  });
});

it('runs the commands of a gate in turn and stops at the first red one', async () => {
  const dir = tempDir();
  const seen: string[] = [];
  const gate = (setup: string[], commands: string[]) =>
    runGate({
      setup,
      commands,
      dir,
      timeoutMs: 30_000,
      env,
      outputBytes: 10_000,
      onProgress: (what) => seen.push(what),
    });
  const green = await gate(['echo ready > made'], ['cat made', 'echo "Tests:       3 passed, 3 total"']);
  expect(green).toMatchObject({ green: true, testFailCount: 0 });
  expect(green.results.map((r) => r.tail)).toEqual(['', 'ready', 'Tests:       3 passed, 3 total']);
  expect(seen).toContain('2/3 cat made');
  const red = await gate([], ['true', 'echo "Tests: 2 failed, 3 total"; exit 1', 'touch never']);
  expect(red).toMatchObject({ green: false, testFailCount: 2 });
  expect(gateSummary(red.results)).toEqual([
    expect.stringMatching(/^true: exit 0 after \d\.\d s$/),
    expect.stringMatching(/: exit 1 after/),
  ]);
  expect(existsSync(join(dir, 'never'))).toBe(false);
  expect(await gate(['false'], ['touch never'])).toMatchObject({ green: false, testFailCount: null });
  expect(existsSync(join(dir, 'never'))).toBe(false);
  expect(await gate([], [])).toEqual({ green: null, results: [], testFailCount: null });
});

it('shares one timeout over all commands of a gate', async () => {
  const run = await runGate({
    setup: [],
    commands: ['sleep 600', 'true'],
    dir: tempDir(),
    timeoutMs: 300,
    env,
    outputBytes: 1000,
    graceMs: 200,
  });
  expect(run.green).toBe(false);
  expect(run.results).toHaveLength(1);
  expect(gateSummary(run.results)[0]).toContain('ran out of time');
});

it('strips what terminals act on', () => {
  expect(plainText('\u001b]0;title\u0007a\u001b[2K\u001b(B\u0000b\r\nc\ud800')).toBe('ab\nc\ufffd');
});
