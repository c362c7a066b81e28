import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { runCli } from '../../cli/run-cli';
import type { LoopStateView } from '../../cli/loop-state-view';
import { collectedWorld } from '../support/cli-world';
import { answered, FakeWorld } from '../support/fake-activities';
import { until, withLoop } from '../support/loop-harness';

let server: TestWorkflowEnvironment;
let folder: string;

beforeAll(async () => {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (!path) throw new Error('TEMPORAL_CLI_PATH is not set: run the tests through npm test');
  server = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path } },
  });
  folder = mkdtempSync(join(tmpdir(), 'cli-outside-'));
});
afterAll(async () => {
  await server.teardown();
  rmSync(folder, { recursive: true, force: true });
});

/** One command against the server, as a person at a pipe runs it. */
async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const world = collectedWorld({ TEMPORAL_ADDRESS: server.address }, folder);
  const code = await runCli([...args, '--state-dir', join(folder, 'state')], world);
  return { code, out: world.out(), err: world.err() };
}

async function statusOf(loopId: string): Promise<LoopStateView> {
  return JSON.parse((await cli('status', loopId, '--json')).out) as LoopStateView;
}

/** A loop whose file `held.ts` waits for a person to open it. */
function heldWorld(): { world: FakeWorld; open: () => void } {
  const world = new FakeWorld({ iterations: 2, concurrency: 1 });
  world.files = ['blocked.ts', 'held.ts'];
  world.judge = (path) => (path === 'blocked.ts' ? { tier: 'block', verdict: 'fail' } : {});
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  world.model = async (call) => {
    if (call.target.path === 'held.ts') await opened;
    return answered('accepted', call);
  };
  return { world, open: () => open() };
}

test('a loop is looked at, paused, decided for, noted on and watched to its end from outside', async () => {
  const { world, open } = heldWorld();
  await withLoop(
    server,
    world,
    async ({ workflowId: id }) => {
      await until(
        'the blocked file waits for a person',
        async () => (await statusOf(id)).pendingDecisions.length === 1,
      );
      const shown = await cli('status', id);
      expect(shown.code).toBe(0);
      expect(shown.out).toMatch(
        /iteration 1\/2 · running[\s\S]*Waiting for a person:\n- file blocked\.ts \(iteration 1\)/,
      );

      expect((await cli('pause', id, '--reason', 'lunch')).code).toBe(0);
      await until('the loop is paused', async () => (await statusOf(id)).status?.paused === true);
      expect((await cli('resume', id)).code).toBe(0);
      await until('the loop goes on', async () => (await statusOf(id)).status?.paused === false);

      const decided = await cli(
        'override',
        id,
        '--file',
        'blocked.ts',
        '--decision',
        'approve',
        '--reason',
        'read it',
        '--by',
        'ann',
      );
      expect([decided.code, decided.err]).toEqual([0, `${id}: recorded: file blocked.ts approve\n`]);
      expect((await statusOf(id)).pendingDecisions).toEqual([]);
      expect(
        (await cli('observe', id, '--file', 'held.ts', '--note', 'split it', '--iteration', '2')).code,
      ).toBe(0);

      const capped = await cli('budget', id, '--max-tokens', '1000000');
      expect([capped.code, capped.err]).toEqual([0, `${id}: recorded: {"maxTokens":1000000}\n`]);
      expect((await statusOf(id)).status?.maxTokens).toBe(1_000_000);
      expect((await cli('budget', id)).code).toBe(2);

      expect((await cli('list')).out).toMatch(new RegExp(`^${id} +RUNNING `, 'm'));
      open();
      const watched = await cli('watch', id);
      expect(watched.code).toBe(0);
      expect(watched.err).toMatch(new RegExp(`^${id}: .*iteration`, 'm'));
    },
    { repo: '/repo' },
  );
  const recorded = world.argsOf<{ override?: object; observation?: object }>('recordSignal');
  expect(recorded.find((call) => call.override)?.override).toMatchObject({
    file: 'blocked.ts',
    decision: 'approve',
    by: 'ann',
  });
  expect(recorded.find((call) => call.observation)?.observation).toEqual({
    file: 'held.ts',
    note: 'split it',
    iteration: 2,
  });
});

test('a closed loop still says how it ended; it takes no signal; an unknown one is named with those there are', async () => {
  const world = new FakeWorld({ iterations: 1 });
  world.gate = () => false;
  world.plan.gate.commands = 1;
  const id = await withLoop(server, world, async (handle) => {
    await handle.result();
    return handle.workflowId;
  });
  expect(await statusOf(id)).toMatchObject({
    state: 'COMPLETED',
    result: { summary: { outcome: 'stopped' } },
  });
  expect((await cli('status', id)).out).toContain(`${id}: stopped · 3 reviewed`);
  expect((await cli('watch', id)).code).toBe(3);
  for (const line of [
    ['pause', id],
    ['cancel', id],
    ['override', id, '--loop', '--decision', 'skip', '--reason', 'x'],
  ]) {
    const refused = await cli(...line);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`The loop ${id} is closed (COMPLETED)`);
  }
  await until('visibility knows the loop', async () => (await cli('list')).out.includes(id));
  const unknown = await cli('status', 'nobody');
  expect(unknown.code).toBe(2);
  expect(unknown.err).toMatch(new RegExp(`No loop nobody at .*: it knows .*${id}`));
});

test('cancel ends a loop with exit code 3 for who waits, and carries the reason', async () => {
  const { world, open } = heldWorld();
  await withLoop(server, world, async (handle) => {
    const { workflowId: id } = handle;
    await until(
      'a child is under review',
      async () => ((await statusOf(id)).status?.running.length ?? 0) > 0,
    );
    const watching = cli('watch', id);
    expect((await cli('cancel', id, '--reason', 'wrong branch')).code).toBe(0);
    // The server holds the event back while a workflow task is under way.
    await until('the request stands in the history with its reason', async () => {
      const { events } = await handle.fetchHistory();
      return (events ?? []).some(
        (event) => event.workflowExecutionCancelRequestedEventAttributes?.cause === 'wrong branch',
      );
    });
    open();
    const watched = await watching;
    expect(watched.code).toBe(3);
    expect(watched.err).toContain(`The loop ${id} was cancelled`);
  });
});

test('without a worker an override waits as a signal', async () => {
  const handle = await server.client.workflow.start('scrumLoop', {
    taskQueue: 'nobody-polls',
    workflowId: 'unserved',
    args: [],
  });
  const { code, err } = await cli(
    'override',
    'unserved',
    '--loop',
    '--decision',
    'skip',
    '--reason',
    'x',
    '--by',
    'ann',
  );
  expect([code, err]).toEqual([
    0,
    'unserved: no worker answers just now; the decision waits for it as a signal.\n',
  ]);
  const { events } = await handle.fetchHistory();
  expect(
    events?.filter((e) => e.workflowExecutionSignaledEventAttributes?.signalName === 'humanOverride'),
  ).toHaveLength(1);
  expect((await statusOf('unserved')).trouble).toContain('no worker serves it');
  await handle.terminate();
});

test('start prints the id; an open loop is re-attached, a closed one gets -2; --wait waits', async () => {
  const repo = join(folder, 'shop');
  execFileSync('git', ['init', '-q', repo]);
  const { world, open } = heldWorld();
  const activities = world.activities.bind(world);
  world.activities = () => ({
    ...activities(),
    openLoop: async ({ workflowId }) => ({ ...world.plan, loopId: workflowId }),
  });
  await withLoop(server, world, async () => {
    const first = await cli('start', repo);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^shop-[0-9a-f]{6}\n$/);
    const id = first.out.trim();
    const again = JSON.parse(
      (await cli('start', '--repo', repo, '--json', '--iterations', '6')).out,
    ) as object;
    expect(again).toEqual({ loopId: id, attached: true });
    open();
    expect((await cli('start', repo, '--wait')).code).toBe(0);
    const next = await cli('start', repo, '--wait', '-q');
    expect(next).toEqual({ code: 0, out: `${id}-2\n`, err: '' });
  });
});

test('input the loop refuses ends start --wait with 2 and its sentence', async () => {
  const repo = join(folder, 'bad');
  execFileSync('git', ['init', '-q', repo]);
  const world = new FakeWorld();
  const { ApplicationFailure } = await import('@temporalio/common');
  const activities = world.activities.bind(world);
  world.activities = () => ({
    ...activities(),
    openLoop: () => {
      throw ApplicationFailure.create({
        type: 'ConfigError',
        message: 'scrum.toml: gate.on_red is 3.',
        nonRetryable: true,
      });
    },
  });
  await withLoop(server, world, async () => {
    const { code, err } = await cli('start', repo, '--wait');
    expect(code).toBe(2);
    expect(err).toContain('scrum.toml: gate.on_red is 3.\n');
  });
});
