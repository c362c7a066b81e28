import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CliRun, cli, endpointsOf, lives, rowsOf, storedAnswers } from '../support/cli-run';
import { spawnFakeModelServer, type FakeModelProcess } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';
import { until } from '../support/until';

/**
 * kill -9 in the middle of iteration 2, then the same command again: the loop completes, every (iteration, file) has
 * exactly one row, and no call whose answer was on disk is asked again.
 */
const FILES = 12;
const ITERATIONS = 3;
const SCRIPT = join(__dirname, '../fixtures/scripts/slow-forensic.cjs');

let models: FakeModelProcess;
beforeAll(async () => {
  models = await spawnFakeModelServer({ script: SCRIPT, models: ['m'] });
});
afterAll(async () => {
  await models.stop();
  removeMade();
});

function sources(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: FILES }, (_, i) => [
      `src/f${i}.ts`,
      `export function f${i}(n: number): number {\n  return n + ${i};\n}\n\nexport const twice${i} = (n: number): number => f${i}(n) * 2;\n`,
    ]),
  );
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

interface World {
  args: string[];
  stateDir: string;
  started: CliRun;
}

/** A run that is in the middle of iteration 2. */
async function midway(): Promise<World> {
  const repo = makeRepo(sources());
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const routing = writeRouting(dir, [{ name: 'm', url: models.url }]);
  const args = [
    'run',
    repo.dir,
    '--state-dir',
    stateDir,
    '--routing',
    routing,
    '--iterations',
    String(ITERATIONS),
    '--concurrency',
    '2',
    '--no-reuse',
    '--quiet',
  ];
  const started = new CliRun(args);
  await until('iteration 2 is in its middle', () => {
    if (started.child.exitCode !== null) throw new Error(`ended early: ${started.stderr}`);
    return rowsOf(stateDir).filter((row) => row.iteration === 2).length >= 3;
  });
  return { args, stateDir, started };
}

/** Every answer that is on disk now must never be asked for again. */
async function expectNothingPaidTwice(kept: readonly string[]): Promise<void> {
  const calls = await models.calls();
  const keptHashes = new Set(kept.map(sha));
  const keptCalls = calls.filter(
    (call) => call.answerSha256 !== undefined && keptHashes.has(call.answerSha256),
  );
  expect(keptCalls.length).toBeGreaterThan(FILES);
  for (const call of keptCalls) {
    const again = calls.filter((other) => other.promptSha256 === call.promptSha256 && other.n > call.n);
    expect(again.map((other) => `${other.path} asked again as call ${other.n}`)).toEqual([]);
  }
}

/** Of the loop that was under way: one that ended while the next command was still starting is followed by another. */
function expectOneRowEach(stateDir: string): void {
  const rows = rowsOf(stateDir);
  const own = rows.filter((row) => row.loop_id === rows[0]?.loop_id);
  const keys = own.map((row) => `${row.iteration} ${row.file}`);
  expect(keys).toHaveLength(FILES * ITERATIONS);
  expect(new Set(keys).size).toBe(FILES * ITERATIONS);
}

async function expectServicesGone(stateDir: string, pids: readonly number[]): Promise<void> {
  await until(`the services of ${stateDir} are gone`, () => !pids.some(lives));
}

it('survives kill -9 of the worker', async () => {
  const { stateDir, started } = await midway();
  const { workerPids } = await endpointsOf(stateDir);
  const kept = storedAnswers(stateDir);
  for (const pid of workerPids) process.kill(pid, 'SIGKILL');
  const result = await started.done;
  expect(result).toMatchObject({ code: 0 });
  expectOneRowEach(stateDir);
  await expectNothingPaidTwice(kept);
}, 180_000);

it('survives kill -9 of the Temporal server', async () => {
  const { stateDir, started } = await midway();
  const { temporal } = await endpointsOf(stateDir);
  const kept = storedAnswers(stateDir);
  process.kill(temporal.pid, 'SIGKILL');
  const result = await started.done;
  expect(result).toMatchObject({ code: 0 });
  expectOneRowEach(stateDir);
  await expectNothingPaidTwice(kept);
}, 180_000);

it('survives kill -9 of everything, and the same command goes on', async () => {
  const { args, stateDir, started } = await midway();
  const { temporal, workerPids } = await endpointsOf(stateDir);
  started.kill('SIGKILL');
  for (const pid of [...workerPids, temporal.pid]) process.kill(pid, 'SIGKILL');
  await started.done;
  const kept = storedAnswers(stateDir);
  const result = await cli(args);
  expect(result).toMatchObject({ code: 0 });
  expect(result.stderr + result.stdout).not.toMatch(/-2\b.*loop started/);
  expectOneRowEach(stateDir);
  await expectNothingPaidTwice(kept);
}, 180_000);

it('adopts the services of a killed command, and leaves no process behind', async () => {
  const { args, stateDir, started } = await midway();
  const before = await endpointsOf(stateDir);
  started.kill('SIGKILL');
  await started.done;
  const result = await cli(args);
  expect(result).toMatchObject({ code: 0 });
  expectOneRowEach(stateDir);
  await expectServicesGone(stateDir, [before.temporal.pid, ...before.workerPids]);
}, 180_000);
