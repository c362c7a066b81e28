import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ChatRequest } from '../../models/provider';
import { ActivityWorld, text } from '../support/activity-world';
import { forensicAnswer } from '../support/forensic-answer';
import * as messages from '../../workflows/messages';
import { timeSkipping, until } from '../support/loop-harness';
import { RealLoops } from '../support/real-loops';

jest.setTimeout(120_000);

const small = (name: string): string => `export function ${name}(a: number): number {\n  return a + 1;\n}\n`;
/** Over the threshold at which a file is cut into shards. */
const big = (last: string): string =>
  Array.from({ length: 120 }, (_, i) => small(`part${i}`)).join('\n') + `\n${small(last)}`;
const FILES = {
  'src/a.ts': small('a'),
  'src/b.ts': small('b'),
  'src/c.ts': small('c'),
  'src/big.ts': big('last'),
};

let env: TestWorkflowEnvironment;
let loops: RealLoops;
let world: ActivityWorld;

beforeAll(async () => {
  env = await timeSkipping();
});
let paid = 0;
afterAll(async () => {
  process.stderr.write(`suite reuse: ${RealLoops.started} whole loops, ${paid} model calls in all\n`);
  await env.teardown();
});
beforeEach(async () => {
  world = await ActivityWorld.over(FILES);
  world.answer = async () => text(forensicAnswer([], 'return a + 1;'));
  loops = await RealLoops.over(env, world);
});
afterEach(async () => {
  paid += world.asked.length;
  await loops.close();
  await world.close();
});

/** Model calls made by `work`. */
async function callsOf(work: () => Promise<unknown>): Promise<ChatRequest[]> {
  const before = world.asked.length;
  await work();
  return world.asked.slice(before);
}

it('asks in iterations 1 (soft frame) and 2 (forensic frame), and no model from the third on, nor in a second loop', async () => {
  // The frames differ, so iteration 2 asks again; iteration 3 has the prompt of 2, and a second loop those of both.
  const first = await loops.start('first');
  const calls = await callsOf(() => first.result());
  const own = [1, 2, 3].map(async (n) =>
    (await loops.rows('first', n)).filter((r) => r.reused_from === null),
  );
  expect((await Promise.all(own)).map((rows) => rows.length)).toEqual([4, 4, 0]);
  expect(calls.length).toBeGreaterThan(8);
  expect(await loops.children(first)).toBe(8);

  const second = await loops.start('second');
  expect(await callsOf(() => second.result())).toEqual([]);
  expect(await loops.children(second)).toBe(0);
  for (const n of [1, 2, 3]) {
    const rows = await loops.rows('second', n);
    // However long the chain, it names the review that was paid for.
    const sources = Object.keys(FILES).map((file) => `first/i${Math.min(n, 2)}/${file}`);
    expect(new Set(rows.map((r) => r.reused_from))).toEqual(new Set(sources));
  }
  const metrics = await world.deps.kb.read('scrum_loop_metrics', { loop_id: 'second' });
  expect(metrics.map((m) => [m.iteration, m.hit_rate, m.reused])).toEqual([
    [0, null, 0],
    [1, 1, 4],
    [2, 1, 4],
    [3, 1, 4],
  ]);
});

it('asks for the file alone in which one function changed, also a large one', async () => {
  await loops.run('first');
  loops.write('src/b.ts', small('renamed'));
  const ofSmall = await callsOf(() => loops.run('second'));
  // Once in each frame.
  expect(ofSmall).toHaveLength(2);
  expect(ofSmall.every((call) => JSON.stringify(call.messages).includes('src/b.ts'))).toBe(true);

  loops.write('src/big.ts', big('changed'));
  const ofLarge = await callsOf(() => loops.run('third'));
  expect(ofLarge.length).toBeGreaterThan(2);
  expect(ofLarge.every((call) => JSON.stringify(call.messages).includes('src/big.ts'))).toBe(true);
  const rows = await loops.rows('third', 1);
  expect(rows.filter((r) => r.reused_from === null).map((r) => r.file)).toEqual(['src/big.ts']);
});

it('asks again for every file with noReuse, which the next loop can reuse', async () => {
  await loops.run('first', { iterations: 1 });
  const again = await callsOf(() => loops.run('second', { iterations: 1, noReuse: true }));
  expect(again.length).toBeGreaterThanOrEqual(4);
  expect(await callsOf(() => loops.run('third', { iterations: 1 }))).toEqual([]);
  const rows = await loops.rows('third', 1);
  // The newest review counts.
  expect(rows.every((r) => r.reused_from?.startsWith('second/i1/') === true)).toBe(true);
});

it('asks again for a file that a person wants reviewed again, and reuses that review afterwards', async () => {
  await loops.run('first', { iterations: 1 });
  const retry = { scope: 'file', file: 'src/a.ts', decision: 'retry', reason: 'look closer' };
  const handle = await loops.start('second', { iterations: 1 }, { name: 'humanOverride', args: [retry] });
  const calls = await callsOf(() => handle.result());
  expect(calls).toHaveLength(1);
  expect(JSON.stringify(calls[0]?.messages)).toContain('src/a.ts');
  await loops.run('third', { iterations: 1 });
  const sources = new Map((await loops.rows('third', 1)).map((r) => [r.file, r.reused_from]));
  expect(sources.get('src/a.ts')).toMatch(/^second\/i1\/src\/a\.ts/);
  expect(sources.get('src/b.ts')).toBe('first/i1/src/b.ts');
});

it('never reuses a review that was inconclusive', async () => {
  world.answer = async () => ({ ...text('no'), finish: 'refusal' });
  await loops.run('first', { iterations: 1 });
  world.answer = async () => text(forensicAnswer([], 'return a + 1;'));
  const calls = await callsOf(() => loops.run('second', { iterations: 1 }));
  expect(calls.length).toBeGreaterThanOrEqual(4);
  expect((await loops.rows('second', 1)).every((r) => r.outcome === 'reviewed')).toBe(true);
});

it('asks nobody again about a file whose findings a person dismissed, until its code changes', async () => {
  // Without confidence in its one entry a.ts is blocked; c.ts keeps the loop open until the person has decided.
  let open = (): void => {};
  const decided = new Promise<void>((resolve) => {
    open = resolve;
  });
  const doubt = { claim: 'may overflow', quote: 'return a + 1;', confidence: 20 };
  world.answer = async (request) => {
    const asked = JSON.stringify(request.messages);
    if (asked.includes('src/c.ts')) await decided;
    return text(forensicAnswer(asked.includes('src/a.ts') ? [doubt] : [], 'return a + 1;'));
  };
  const first = await loops.start('first', { iterations: 1 });
  await until('the file waits for a person', async () => {
    const waiting = await first.query(messages.pendingDecisions);
    return waiting.some((p) => p.file === 'src/a.ts');
  });
  const reject = { scope: 'file', file: 'src/a.ts', decision: 'reject', reason: 'it does not' } as const;
  await first.executeUpdate(messages.decide, { args: [{ ...reject, by: 'ann' }] });
  await until('the decision is recorded', async () => {
    const [row] = await world.deps.kb.read('human_overrides');
    return (row?.dismissed as unknown[] | undefined)?.length === 1;
  });
  open();
  expect((await first.result()).summary.pendingDecisions).toBe(0);

  // Another loop knows nothing of the first one's state: what it knows it has from the knowledge base.
  const second = await loops.run('second', { iterations: 1 });
  expect(second.summary).toMatchObject({ reused: 4, pendingDecisions: 0 });
  expect((await loops.rows('second', 1)).find((r) => r.file === 'src/a.ts')).toMatchObject({
    dismissed_count: 1,
    gradient_tier: 'block',
  });

  loops.write('src/a.ts', `// Moved down.\n\n${small('a')}`);
  expect((await loops.run('third', { iterations: 1 })).summary).toMatchObject({
    reused: 3,
    pendingDecisions: 0,
  });
  loops.write('src/a.ts', small('a').replace('(a: number)', '(a: number, _b = 2)'));
  expect((await loops.run('fourth', { iterations: 1 })).summary.pendingDecisions).toBe(1);
});
