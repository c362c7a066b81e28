import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { JudgeArgs, ModelCall } from '../../activities/contract';
import * as messages from '../../workflows/messages';
import { answered, FakeWorld, RUNG } from '../support/fake-activities';
import { timeSkipping, until, withLoop } from '../support/loop-harness';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkipping();
});
afterAll(() => env.teardown());

describe('scrumLoop', () => {
  it('reviews every file in every iteration, sweeps after each, and ends with one tracker row an iteration', async () => {
    const world = new FakeWorld();
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.tracker.map((r) => [r.iter, r.status, r.resweep_findings])).toEqual([
      [1, 'done', 9],
      [2, 'done', 8],
    ]);
    expect(result.summary).toMatchObject({ outcome: 'done', reviewed: 6, inconclusive: 0, tokens: 60 });
    const frames = world.argsOf<JudgeArgs>('judgeAndRecord').map((a) => `${a.ref.iteration} ${a.frame}`);
    expect(new Set(frames)).toEqual(new Set(['1 soft', '2 forensic']));
    expect(world.argsOf('runSweep')).toHaveLength(3);
  });

  it('ends at once as failed, with the one failure that names the fields, when the input is bad', async () => {
    const world = new FakeWorld();
    world.activities = () => ({
      ...new FakeWorld().activities(),
      openLoop: async () => {
        throw ApplicationFailure.create({
          type: 'InvalidInput',
          message: 'iterations is 0',
          nonRetryable: true,
        });
      },
    });
    const error = await withLoop(env, world, (handle) => handle.result()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect((error as WorkflowFailedError).cause).toMatchObject({
      type: 'InvalidInput',
      message: 'iterations is 0',
    });
    expect((error as WorkflowFailedError).cause).toBeInstanceOf(ApplicationFailure);
  });

  it('climbs: thin gets one more try with the reason, truncated and unknown models climb at once', async () => {
    const world = new FakeWorld({ iterations: 1 });
    world.files = ['a.ts'];
    world.rungs = ['thin', 'cut', 'gone', 'good'].map((model) => ({ ...RUNG, model }));
    const outcomes: Record<string, 'thin' | 'truncated' | 'unknown_model'> = {
      thin: 'thin',
      cut: 'truncated',
      gone: 'unknown_model',
    };
    world.model = async (call) =>
      answered(outcomes[call.rung.model] ?? 'accepted', call, `because ${call.rung.model}`);
    await withLoop(env, world, (handle) => handle.result());
    const calls = world
      .argsOf<ModelCall>('callModel')
      .map((c) => [c.rung.model, c.attempt, c.previousReason]);
    expect(calls).toEqual([
      ['thin', 1, undefined],
      ['thin', 2, 'because thin'],
      ['cut', 1, undefined],
      ['gone', 1, undefined],
      ['good', 1, undefined],
    ]);
    const hops = world.argsOf<JudgeArgs>('judgeAndRecord')[0]?.hops.map((h) => h.outcome);
    expect(hops).toEqual(['thin', 'thin', 'truncated', 'unknown_model', 'accepted']);
  });

  it('records a file whose last call ends in spite of a cancel', async () => {
    const world = new FakeWorld({ iterations: 1, concurrency: 1 });
    world.files = ['a.ts'];
    world.rungs = [{ ...RUNG, attempts: 1 }];
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    world.model = async (call) => {
      await gate;
      return answered('truncated', call);
    };
    await withLoop(env, world, async (handle) => {
      await until('the call is in flight', () => world.argsOf('callModel').length === 1);
      await handle.cancel();
      const child = env.client.workflow.getHandle(`${handle.workflowId}/i1/a.ts`);
      await until('the child has heard of it', async () => {
        const { events } = await child.fetchHistory();
        return (events ?? []).some((event) => event.workflowExecutionCancelRequestedEventAttributes);
      });
      open?.();
      await expect(handle.result()).rejects.toThrow();
    });
    const judged = world.argsOf<JudgeArgs>('judgeAndRecord').map((a) => `${a.target.path} ${a.hops.length}`);
    // A local activity may run twice where the cancel crosses it; its row is written once.
    expect([...new Set(judged)]).toEqual(['a.ts 1']);
  });

  it('takes the next provider when no worker serves one, and says so', async () => {
    const world = new FakeWorld({ iterations: 1 });
    world.files = ['a.ts'];
    const nobody = { ...RUNG, model: 'm0', provider: 'q', taskQueue: 'nobody-polls-this', startWithinS: 2 };
    world.rungs = [nobody, { ...nobody, model: 'm0b' }, RUNG];
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.summary.outcome).toBe('done');
    const hops = world.argsOf<JudgeArgs>('judgeAndRecord')[0]?.hops.map((h) => `${h.model} ${h.outcome}`);
    expect(hops).toEqual(['m0 no_worker', 'm1 accepted']);
  });

  it('stands in line again while a worker serves the queue and is only busy', async () => {
    const world = new FakeWorld({ iterations: 1 });
    world.files = ['a.ts'];
    world.rungs = [{ ...RUNG, provider: 'q', taskQueue: 'nobody-polls-this', startWithinS: 2 }];
    let asked = 0;
    world.served = () => ++asked < 4;
    await withLoop(env, world, (handle) => handle.result());
    expect(asked).toBe(4);
    expect(world.argsOf('queueServed')).toHaveLength(4);
    expect(world.argsOf<JudgeArgs>('judgeAndRecord')[0]?.hops.map((h) => h.outcome)).toEqual(['no_worker']);
  });

  it('passes by every model of a provider whose transient errors did not end', async () => {
    const world = new FakeWorld({ iterations: 1 });
    world.files = ['a.ts'];
    world.rungs = [
      { ...RUNG, model: 'a1', provider: 'a' },
      { ...RUNG, model: 'a2', provider: 'a' },
      { ...RUNG, model: 'b1', provider: 'b' },
    ];
    world.model = async (call) => {
      if (call.rung.provider === 'a')
        throw ApplicationFailure.create({ type: 'ModelTransient', message: '503' });
      return answered('accepted', call);
    };
    await withLoop(env, world, (handle) => handle.result());
    const asked = world.argsOf<ModelCall>('callModel').map((c) => c.rung.model);
    expect(asked).toEqual(['a1', 'a1', 'a1', 'a1', 'a1', 'b1']);
  });

  it('marks a file inconclusive when the ladder is exhausted, goes on, and is not done', async () => {
    const world = new FakeWorld({ iterations: 2 });
    world.model = async (call) =>
      answered(call.target.path === 'src/b.ts' ? 'refused' : 'accepted', call, 'no');
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.tracker.map((r) => r.status)).toEqual(['incomplete', 'incomplete']);
    expect(result.summary).toMatchObject({ outcome: 'incomplete', reviewed: 4, inconclusive: 2 });
    const lost = world.argsOf<JudgeArgs>('judgeAndRecord').find((a) => a.target.path === 'src/b.ts');
    expect(lost?.reason).toMatch(/ladder review is exhausted: m1 → refused/);
  });

  it('accepts only a merge of all shards, then asks the reduce ladder; a missing shard is inconclusive', async () => {
    const world = new FakeWorld({ iterations: 1 });
    world.files = ['big.ts', 'broken.ts'];
    world.shards = 7;
    world.model = async (call) =>
      answered(
        call.target.path === 'broken.ts' && call.shard?.index === 3 ? 'thin' : 'accepted',
        call,
        'thin',
      );
    await withLoop(env, world, (handle) => handle.result());
    const judged = new Map(world.argsOf<JudgeArgs>('judgeAndRecord').map((a) => [a.target.path, a]));
    expect(judged.get('big.ts')?.parts.map((p) => p.shard)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(judged.get('big.ts')?.reduce?.answerId).toBe('m1/big.ts/reduce');
    expect(judged.get('broken.ts')).toMatchObject({ reduce: null, shardsTotal: 7 });
    expect(judged.get('broken.ts')?.reason).toMatch(/^6 of 7 shards answered/);
  });

  it('settles reused files without a child', async () => {
    const world = new FakeWorld({ iterations: 2 });
    world.reused = (_path, iteration) => iteration > 1;
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(world.argsOf('callModel')).toHaveLength(3);
    expect(result.summary).toMatchObject({ reviewed: 6, reused: 3 });
  });

  it('stops at a cap and records what was not reviewed', async () => {
    const world = new FakeWorld({ iterations: 3, maxTokens: 15, concurrency: 1 });
    world.files = Array.from({ length: 10 }, (_, i) => `f${i}.ts`);
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.summary).toMatchObject({ outcome: 'stopped', reviewed: 2, inconclusive: 8 });
    expect(result.tracker.map((r) => r.status)).toEqual(['stopped', 'queued', 'queued']);
    expect(result.summary.notices.join()).toMatch(/token cap was reached, 8 files were not reviewed/);
  });
});

describe('gate', () => {
  it('red stops the loop before the next iteration', async () => {
    const world = new FakeWorld({ iterations: 3, gate: { commands: 1, onRed: 'stop', waitLimitMs: 1000 } });
    world.gate = (iteration) => iteration !== 2;
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.tracker.map((r) => [r.status, r.build_green])).toEqual([
      ['done', true],
      ['stopped', false],
      ['queued', null],
    ]);
    expect(result.summary.outcome).toBe('stopped');
  });

  it('red waits for a person when told to; retry runs it again', async () => {
    const world = new FakeWorld({
      iterations: 1,
      gate: { commands: 1, onRed: 'wait', waitLimitMs: 3_600_000 },
    });
    let runs = 0;
    world.gate = () => ++runs > 1;
    const result = await withLoop(env, world, async (handle) => {
      await until('the gate is pending', async () => {
        const pending = await handle.query(messages.pendingDecisions);
        return pending.some((p) => p.scope === 'gate');
      });
      await handle.executeUpdate(messages.decide, {
        args: [{ scope: 'gate', decision: 'retry', reason: 'flaky' }],
      });
      return handle.result();
    });
    expect(runs).toBe(2);
    expect(result.tracker[0]).toMatchObject({ status: 'done', build_green: true });
  });

  it('stops when nobody decides in time', async () => {
    const world = new FakeWorld({
      iterations: 2,
      gate: { commands: 1, onRed: 'wait', waitLimitMs: 3_600_000 },
    });
    world.gate = () => false;
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.summary.outcome).toBe('stopped');
    expect(result.summary.notices.join()).toMatch(/nobody decided/);
  });
});
