import { CancelledFailure } from '@temporalio/common';
import { WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { JudgeArgs, LoopRef, OverrideRecord, PagedTarget } from '../../activities/contract';
import * as messages from '../../workflows/messages';
import { answered, FakeWorld } from '../support/fake-activities';
import { timeSkipping, until, withLoop } from '../support/loop-harness';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkipping();
});
afterAll(() => env.teardown());

const file = (path: string, decision: OverrideRecord['decision']): OverrideRecord => ({
  scope: 'file',
  file: path,
  decision,
  reason: 'looked at it',
  by: 'ann',
});

/** A model that answers only once `open` was called. */
function heldModel(world: FakeWorld, held: (path: string) => boolean): () => void {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  world.model = async (call) => {
    if (held(call.target.path)) await opened;
    return answered('accepted', call);
  };
  return () => open();
}

interface SignalCall {
  ref: LoopRef;
  seq: number;
  override?: OverrideRecord;
  rejected?: string;
  observation?: { file: string; note: string };
}

describe('signals', () => {
  it('a blocked file is pending, never holds the loop, and a retry reviews it again as r1', async () => {
    const world = new FakeWorld({ iterations: 1, concurrency: 1 });
    world.files = ['blocked.ts', 'held.ts'];
    const open = heldModel(world, (path) => path === 'held.ts');
    let judged = 0;
    world.judge = (path) =>
      path === 'blocked.ts' && ++judged === 1 ? { tier: 'block', verdict: 'fail' } : {};
    const result = await withLoop(env, world, async (handle) => {
      await until('the blocked file is pending', async () => {
        const pending = await handle.query(messages.pendingDecisions);
        return pending.some((p) => p.scope === 'file' && p.file === 'blocked.ts' && p.tier === 'block');
      });
      await handle.signal(messages.humanOverride, file('blocked.ts', 'retry'));
      open();
      return handle.result();
    });
    const rows = world.argsOf<JudgeArgs>('judgeAndRecord').map((a) => `${a.target.path} r${a.ref.retry}`);
    expect(rows.toSorted()).toEqual(['blocked.ts r0', 'blocked.ts r1', 'held.ts r0']);
    expect(result.summary).toMatchObject({ outcome: 'done', reviewed: 2, pendingDecisions: 0 });
    expect(world.argsOf<SignalCall>('recordSignal')[0]).toMatchObject({
      seq: 1,
      override: { decision: 'retry', by: 'ann' },
    });
  });

  it('skip takes a file out of the rest of the loop; approve clears what is pending and holds', async () => {
    const world = new FakeWorld({ iterations: 2, concurrency: 3 });
    world.files = ['skipped.ts', 'approved.ts', 'held.ts'];
    const open = heldModel(world, (path) => path === 'held.ts');
    world.judge = (path) => (path === 'held.ts' ? {} : { tier: 'block' });
    const result = await withLoop(env, world, async (handle) => {
      await until(
        'both are pending',
        async () => (await handle.query(messages.pendingDecisions)).length === 2,
      );
      await handle.signal(messages.humanOverride, file('skipped.ts', 'skip'));
      await handle.executeUpdate(messages.decide, { args: [file('approved.ts', 'approve')] });
      const files = await handle.query(messages.files);
      expect(files.find((f) => f.file === 'approved.ts')).toMatchObject({
        decision: 'approve',
        tier: 'block',
      });
      open();
      return handle.result();
    });
    expect(result.summary.pendingDecisions).toBe(0);
    const skipped = world.argsOf<{ skipped: string[] }>('selectTargets').map((a) => a.skipped);
    expect(skipped).toEqual([[], ['skipped.ts']]);
  });

  it('a bad signal is recorded and ignored; a bad update is refused', async () => {
    const world = new FakeWorld({ iterations: 1 });
    await withLoop(env, world, async (handle) => {
      await handle.signal('humanOverride', { scope: 'planet', decision: 'approve' });
      await handle.signal('humanOverride', null);
      await handle.signal('requestAllowance', { child: 'x', request: 1, need: null });
      await handle.signal('observe', { file: 'a.ts' });
      await expect(handle.executeUpdate(messages.setBudget, { args: [{ maxTokens: -1 }] })).rejects.toThrow();
      return handle.result();
    });
    const rejected = world.argsOf<SignalCall>('recordSignal').map((a) => a.rejected);
    expect(rejected).toHaveLength(4);
    expect(rejected[0]).toMatch(
      /scope: found "planet", expected one of file, gate, wave, loop; reason: found undefined/,
    );
    expect(rejected[2]).toMatch(/requestAllowance refused/);
    expect(rejected[3]).toMatch(/note: found undefined, expected a text/);
  });

  it('loses none of many signals sent around continue-as-new', async () => {
    const world = new FakeWorld({ iterations: 6 });
    const sent = 60;
    await withLoop(env, world, async (handle) => {
      for (let i = 0; i < sent; i++) {
        await handle.signal(messages.observe, { file: `f${i}.ts`, note: `note ${i}` });
      }
      return handle.result();
    });
    const notes = world.argsOf<SignalCall>('recordSignal').map((a) => a.observation?.note);
    expect(notes).toEqual(Array.from({ length: sent }, (_, i) => `note ${i}`));
    const seqs = world.argsOf<SignalCall>('recordSignal').map((a) => a.seq);
    expect(new Set(seqs).size).toBe(sent);
  });

  it('pause starts no further file until resumed', async () => {
    const world = new FakeWorld({ iterations: 1, concurrency: 1 });
    const open = heldModel(world, (path) => path === 'src/a.ts');
    await withLoop(env, world, async (handle) => {
      await until('a file is asked about', () => world.argsOf('callModel').length === 1);
      await handle.signal(messages.pause, {});
      open();
      await until(
        'the first file is settled',
        async () => (await handle.query(messages.status)).files.done === 1,
      );
      expect(await handle.query(messages.status)).toMatchObject({ paused: true, running: [] });
      expect(world.argsOf('callModel')).toHaveLength(1);
      await handle.signal(messages.resume, {});
      return handle.result();
    });
    expect(world.argsOf('callModel')).toHaveLength(3);
  });

  it('repeats an iteration, ends it, or stops, as a person says for the loop', async () => {
    const world = new FakeWorld({ iterations: 2, concurrency: 1 });
    const open = heldModel(world, (path) => path === 'src/a.ts');
    const result = await withLoop(env, world, async (handle) => {
      await until('a file is asked about', () => world.argsOf('callModel').length === 1);
      await handle.signal(messages.humanOverride, {
        scope: 'loop',
        decision: 'retry',
        reason: 'wrong prompt',
      });
      open();
      return handle.result();
    });
    const rows = world
      .argsOf<JudgeArgs>('judgeAndRecord')
      .map((a) => `i${a.ref.iteration} ${a.target.path} r${a.ref.retry}`);
    expect(rows.slice(0, 4)).toEqual([
      'i1 src/a.ts r0',
      'i1 src/a.ts r1',
      'i1 src/b.ts r1',
      'i1 src/c.ts r1',
    ]);
    expect(result.tracker.map((r) => r.status)).toEqual(['done', 'done']);
  });

  it('leaves a sealed partial report when cancelled', async () => {
    const world = new FakeWorld({ iterations: 2, concurrency: 1 });
    const open = heldModel(world, () => true);
    const error = await withLoop(env, world, async (handle) => {
      await until('a file is asked about', () => world.argsOf('callModel').length === 1);
      await handle.cancel();
      open();
      return handle.result();
    }).catch((e: unknown) => e);
    expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
    expect(world.argsOf<{ reason: string; targets: PagedTarget[] }>('recordUnreviewed')[0]).toMatchObject({
      reason: 'the loop was cancelled',
    });
    const sweeps = world.argsOf<{ totals: { status: string; reviewed: number } | null }>('runSweep');
    // The answer that came in spite of the cancel was paid for: its file is reviewed, and has its record (a local
    // activity may run twice; its row is written once).
    const judged = world.argsOf<JudgeArgs>('judgeAndRecord');
    expect(judged.every((args) => args.reason === null)).toBe(true);
    const files = new Set(judged.map((args) => args.target.path));
    expect(sweeps.at(-1)?.totals).toMatchObject({ status: 'stopped', reviewed: files.size });
  });
});

describe('history', () => {
  it('drains and continues as new inside a very large iteration; no run grows past 5,000 events', async () => {
    const world = new FakeWorld({ iterations: 1, concurrency: 3 });
    world.files = Array.from({ length: 700 }, (_, i) => `f${i}.ts`);
    await withLoop(env, world, async (handle) => {
      const result = await handle.result();
      expect(result.summary).toMatchObject({ reviewed: 700, outcome: 'done' });
      let runId: string | undefined = handle.firstExecutionRunId;
      const lengths: number[] = [];
      while (runId) {
        const history = await env.client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
        lengths.push(history.events?.length ?? 0);
        runId =
          history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ??
          undefined;
      }
      expect(lengths.length).toBeGreaterThan(1);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(5000);
    });
    expect(new Set(world.argsOf<JudgeArgs>('judgeAndRecord').map((a) => a.target.path)).size).toBe(700);
    expect(world.argsOf('judgeAndRecord')).toHaveLength(700);
  });
});
