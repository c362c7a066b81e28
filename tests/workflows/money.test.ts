import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { JudgeArgs, LoopPlan, ModelCall, ModelCallResult, Rung } from '../../activities/contract';
import * as messages from '../../workflows/messages';
import { answered, FakeWorld, RUNG } from '../support/fake-activities';
import { seeded } from '../support/seeded';
import { timeSkipping, until, withLoop } from '../support/loop-harness';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkipping();
});

const RUNS = 20;
const LANES = 16;
const CAP = 1;
let worst = 0;
let runs = 0;
afterAll(async () => {
  await env.teardown();
  process.stderr.write(
    `suite money: ${runs} runs at ${LANES} lanes under a cap of $${CAP.toFixed(2)}, dearest $${worst.toFixed(4)}\n`,
  );
});

/** A call is reserved at 0.05 dollars and 1,000 tokens: 0.01 for the prompt, 0.04 for the answer. */
const PRICED: Rung = { ...RUNG, usdPerMtokIn: 20, usdPerMtokOut: 80, answerTokens: 500 };
const RESERVED = 0.05;

/** Files of 500 bytes at a token a byte, read by the priced model. */
class PricedWorld extends FakeWorld {
  spent = 0;
  constructor(plan: Partial<LoopPlan>, files: number) {
    super({ iterations: 1, concurrency: LANES, ...plan });
    this.files = Array.from({ length: files }, (_, i) => `src/f${i}.ts`);
    this.rungs = [PRICED];
    this.bytes = 500;
    this.estimate = { overheadTokens: 0, tokensPerByte: 1 };
    this.judge = (path) => ({ path, costUsd: 0, tokens: 0 });
  }

  paid(call: ModelCall, usd: number, outcome: ModelCallResult['outcome'] = 'accepted'): ModelCallResult {
    this.spent += usd;
    return { ...answered(outcome, call), promptTokens: 500, completionTokens: 500, costUsd: usd };
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a cost cap over lanes in parallel', () => {
  it.each(Array.from({ length: RUNS }, (_, run) => run))('holds, run %i', async (run) => {
    const random = seeded(run + 1);
    const world = new PricedWorld({ maxCostUsd: CAP }, 60);
    // Every second run, answers cost up to half more than was reserved for them.
    const dearest = run % 2 === 0 ? 1 : 1.5;
    let inFlight = 0;
    let excess = 0;
    world.model = async (call) => {
      inFlight += 1;
      // What is in flight when the cap is reached is all that may lie above it.
      expect(world.spent).toBeLessThan(CAP);
      await later(random() * 25);
      const usd = RESERVED * (0.2 + random() * (dearest - 0.2));
      if (world.spent + usd > CAP) excess += usd;
      inFlight -= 1;
      return world.paid(call, usd, random() < 0.2 ? 'thin' : 'accepted');
    };
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(inFlight).toBe(0);
    expect(world.spent).toBeLessThanOrEqual(dearest > 1 ? CAP + excess : CAP + 1e-9);
    expect(world.spent).toBeGreaterThan(CAP - RESERVED * 1.5);
    expect(result.summary.outcome).toBe('stopped');
    expect(result.summary.reviewed + result.summary.inconclusive).toBe(60);
    expect(result.summary.notices.join()).toContain('the cost cap was reached');
    worst = Math.max(worst, world.spent);
    runs += 1;
  });
});

describe('caps', () => {
  it('of an iteration end that iteration; the next has its own money', async () => {
    const caps = { iteration: { usd: null, tokens: 5000 }, file: { usd: null, tokens: null } };
    const world = new PricedWorld({ iterations: 2, caps, concurrency: 4 }, 20);
    world.model = async (call) => world.paid(call, 0.01);
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.tracker.map((row) => row.status)).toEqual(['incomplete', 'incomplete']);
    expect(world.argsOf<ModelCall>('callModel').filter((c) => c.ref.iteration === 1)).toHaveLength(5);
    expect(world.argsOf<ModelCall>('callModel').filter((c) => c.ref.iteration === 2)).toHaveLength(5);
    expect(result.summary.notices.join()).toContain('iteration 2: the token cap of an iteration was reached');
  });

  it('of a file end that file alone, and the record says so', async () => {
    const caps = { iteration: { usd: null, tokens: null }, file: { usd: 0.12, tokens: null } };
    const world = new PricedWorld({ caps, concurrency: 2 }, 2);
    world.rungs = [1, 2, 3, 4].map((n) => ({ ...PRICED, model: `m${n}`, attempts: 1 }));
    world.model = async (call) =>
      world.paid(call, 0.05, call.target.path.endsWith('f0.ts') ? 'thin' : 'accepted');
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.summary).toMatchObject({ outcome: 'incomplete', reviewed: 1, inconclusive: 1 });
    const judged = world.argsOf<JudgeArgs>('judgeAndRecord').find((a) => a.target.path === 'src/f0.ts');
    expect(judged?.reason).toBe('the cost cap of the file leaves nothing for a further call');
    expect(judged?.hops.map((hop) => hop.outcome)).toEqual(['thin', 'thin', 'closed']);
  });

  it('let the shards of one big file use what other lanes leave', async () => {
    const world = new PricedWorld({ maxCostUsd: CAP, concurrency: LANES }, 1);
    world.shards = 30;
    world.shardBytes = 500;
    world.model = async (call) => world.paid(call, 0.02);
    const result = await withLoop(env, world, (handle) => handle.result());
    expect(result.summary).toMatchObject({ outcome: 'done', reviewed: 1 });
    expect(world.argsOf<ModelCall>('callModel')).toHaveLength(31);
  });

  it('charge a call whose usage nobody told at its reservation', async () => {
    const world = new PricedWorld({ maxCostUsd: 0.2, concurrency: 1 }, 10);
    world.model = async (call) => ({ ...world.paid(call, 0), promptTokens: null, completionTokens: null });
    await withLoop(env, world, (handle) => handle.result());
    expect(world.argsOf<ModelCall>('callModel')).toHaveLength(4);
  });
});

describe('setBudget', () => {
  it('bounds files that were started without a cap, and a raised cap lets go on', async () => {
    const world = new PricedWorld({ concurrency: 4 }, 12);
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    world.model = async (call) => {
      await gate;
      return world.paid(call, 0.05, call.attempt === 1 ? 'thin' : 'accepted');
    };
    const result = await withLoop(env, world, async (handle) => {
      await until('four calls in flight', async () => world.argsOf('callModel').length === 4);
      await handle.executeUpdate(messages.setBudget, { args: [{ maxCostUsd: 0.3 }] });
      open?.();
      return handle.result();
    });
    // Four calls were in flight when the cap came, and each child may have begun one more before it heard of it.
    expect(world.spent).toBeGreaterThan(0.3 - 1e-9);
    expect(world.spent).toBeLessThanOrEqual(0.3 + 4 * RESERVED + 1e-9);
    expect(world.argsOf('callModel').length).toBeLessThan(12);
    expect(result.summary.outcome).toBe('stopped');
  });

  it('refuses a cost cap over a model without a price, by name', async () => {
    const world = new PricedWorld({ unpriced: ['qwen3.5:latest'], concurrency: 1 }, 1);
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    world.model = async (call) => {
      await gate;
      return world.paid(call, 0);
    };
    await withLoop(env, world, async (handle) => {
      await until('a call in flight', async () => world.argsOf('callModel').length === 1);
      const refused = handle.executeUpdate(messages.setBudget, { args: [{ maxCostUsd: 1 }] });
      await expect(refused).rejects.toMatchObject({
        cause: { message: expect.stringContaining('no price for qwen3.5:latest') },
      });
      await handle.executeUpdate(messages.setBudget, { args: [{ maxTokens: 1e6 }] });
      open?.();
      await handle.result();
    });
  });
});

it('a loop that is cancelled while files wait for money ends sealed', async () => {
  const world = new PricedWorld({ maxCostUsd: 0.05, concurrency: 4 }, 8);
  let open: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  world.model = async (call) => {
    await gate;
    return world.paid(call, 0.05);
  };
  await withLoop(env, world, async (handle) => {
    await until('a call in flight', async () => world.argsOf('callModel').length === 1);
    await handle.cancel();
    open?.();
    await expect(handle.result()).rejects.toThrow();
    expect(world.argsOf('callModel')).toHaveLength(1);
    expect(world.argsOf('runSweep')).toHaveLength(2);
  });
});
