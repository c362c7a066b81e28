import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRouting } from '../../config/routing-config';
import type { PagedTarget } from '../../activities/contract';
import type { ReviewRow } from '../../kb/streams';
import { ActivityWorld, ROUTING, text } from '../support/activity-world';
import { forensicAnswer } from '../support/forensic-answer';

const FILES = {
  'src/a.ts': 'export const a = (n: number): number => {\n  return n + 1;\n};\n',
  'src/b.ts': 'export const b = (n: number): number => {\n  return n + 1;\n};\n',
  'docs/plan.md': '# Plan\n\n## Phase 1: add\n\n`a` adds.\n',
  'docs/role.md': 'You judge code.\n',
};
const INPUT = { include: ['src/**'], proposal: 'docs/plan.md', systemPrompt: 'docs/role.md' };

let world: ActivityWorld;
beforeEach(async () => {
  world = await ActivityWorld.over(FILES, INPUT);
  world.answer = async () => text(forensicAnswer([], 'return n + 1;'));
  await reviewAll();
});
afterEach(() => world.close());

/** Reviews what the page of an iteration leaves over, and says which files that was. */
async function reviewAll(iteration = 2, retry = 0): Promise<string[]> {
  const ref = world.at(iteration, retry);
  const { snapshotId, byPath } = await world.targets(ref);
  for (const target of byPath.values()) {
    const call = await world.call(snapshotId, target, { ref });
    const { answerId } = await world.activities.callModel(call);
    await world.activities.judgeAndRecord({
      ref,
      snapshotId,
      target,
      frame: call.frame,
      shardsTotal: 0,
      reduce: null,
      hops: [],
      escalations: 0,
      costUsd: 0,
      parts: [{ shard: null, range: null, answerId: answerId ?? '', model: 'big', capped: false }],
      startedAt: new Date().toISOString(),
      reason: null,
    });
  }
  return [...byPath.keys()];
}

/** Opens a second loop, over the same repository and knowledge base. */
async function secondLoop(input: object = {}): Promise<void> {
  world.plan = await world.activities.openLoop({
    input: { repo: world.plan.repo, ...INPUT, ...input },
    workflowId: 'second',
    firstRunId: 'second',
  });
}

async function rowsOf(iteration: number): Promise<ReviewRow[]> {
  const filter = { loop_id: world.plan.loopId, iteration };
  return (await world.deps.kb.read('scrum_reviews', filter)) as unknown as ReviewRow[];
}

const ALL = ['src/a.ts', 'src/b.ts'];

it('of an unchanged file is the same in the next iteration and in the next loop', async () => {
  expect(await reviewAll(3)).toEqual([]);
  await secondLoop();
  expect(await reviewAll(2)).toEqual([]);
  // The soft frame was never asked.
  expect(await reviewAll(1)).toEqual(ALL);
});

const changes: [string, () => Promise<void> | void, string[]][] = [
  ['another proposal', () => secondLoop({ proposal: 'docs/role.md' }), ALL],
  ['another system prompt', () => secondLoop({ systemPrompt: 'docs/plan.md' }), ALL],
  [
    'a changed template of the frame',
    () => void (world.deps.templates['review-forensic'] += '\nBe strict.'),
    ALL,
  ],
  [
    'a changed template of the other frame',
    () => void (world.deps.templates['review-soft'] += '\nBe kind.'),
    [],
  ],
  [
    'another ladder',
    () => {
      world.deps.routing.routing = parseRouting('routing.toml', ROUTING.replace('"big", "small"', '"big"'));
      return secondLoop();
    },
    ALL,
  ],
  [
    'another bound for capped rungs',
    () => {
      world.deps.routing.routing = parseRouting('routing.toml', ROUTING.replace('b = 120', 'b = 5'));
      return secondLoop();
    },
    ALL,
  ],
  [
    'other bounds of the tiers',
    () => {
      writeFileSync(join(world.plan.repo, 'scrum.toml'), '[gradient]\nauto_avg = 95\n');
      return secondLoop();
    },
    ALL,
  ],
  ['reuse switched off', () => secondLoop({ noReuse: true }), ALL],
  ['more lanes, which is no part of a review,', () => secondLoop({ concurrency: 3 }), []],
];
it.each(changes)('with %s asks for the files that need it', async (_, change, again) => {
  await change();
  expect((await reviewAll(3)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(again);
});

it('asks again where a note waits for the file itself, and reuses what was answered without it afterwards', async () => {
  await world.activities.recordSignal({
    ref: world.at(2),
    seq: 1,
    observation: { file: 'src/a.ts', note: 'look at overflow' },
  });
  expect(await reviewAll(3)).toEqual(['src/a.ts']);
  expect(await reviewAll(4)).toEqual([]);
  const row = (await rowsOf(4)).find((r) => r.file === 'src/a.ts');
  expect(row?.reused_from).toBe('loop/i2/src/a.ts');
});

it('reuses the review that superseded another, through any number of rows', async () => {
  const ref = world.at(2, 1);
  const { byPath } = await world.targets(ref);
  const [again] = byPath.values() as Iterable<PagedTarget>;
  expect(again).toBeDefined();
  expect(await reviewAll(2, 1)).toEqual(ALL);
  expect(await reviewAll(3)).toEqual([]);
  expect(await reviewAll(4)).toEqual([]);
  await secondLoop();
  expect(await reviewAll(2)).toEqual([]);
  const chains = (await rowsOf(2)).map((r) => [r.key, r.reused_from, r.supersedes]);
  expect(chains).toEqual([
    ['second/i2/src/a.ts', 'loop/i2/src/a.ts#r1', undefined],
    ['second/i2/src/b.ts', 'loop/i2/src/b.ts#r1', undefined],
  ]);
});
