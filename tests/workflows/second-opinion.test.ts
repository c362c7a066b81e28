import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { JudgeArgs, ModelCall } from '../../activities/contract';
import { answered, FakeWorld, RUNG } from '../support/fake-activities';
import { timeSkipping, withLoop } from '../support/loop-harness';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkipping();
});
afterAll(() => env.teardown());

function worldOf(models: string[]): FakeWorld {
  const world = new FakeWorld({ iterations: 1 });
  world.files = ['a.ts'];
  world.rungs = models.map((model) => ({ ...RUNG, model, attempts: 1 }));
  world.secondOpinion = { quorum: 2, opinions: 3 };
  return world;
}

const asked = (world: FakeWorld): string[] => world.argsOf<ModelCall>('callModel').map((c) => c.rung.model);
const judged = (world: FakeWorld): JudgeArgs | undefined => world.argsOf<JudgeArgs>('judgeAndRecord')[0];

it('asks no further model where verdicts agree', async () => {
  const world = worldOf(['m1', 'm2', 'm3']);
  await withLoop(env, world, (handle) => handle.result());
  expect(asked(world)).toEqual(['m1']);
  expect(judged(world)?.opinions).toEqual([]);
});

it('asks each further model once until the quorum agrees', async () => {
  const world = worldOf(['m1', 'm2', 'm3', 'm4']);
  world.undecided = ({ opinions }) => (opinions ?? []).length < 2;
  await withLoop(env, world, (handle) => handle.result());
  expect(asked(world)).toEqual(['m1', 'm2', 'm3']);
  expect(judged(world)?.opinions?.flatMap((o) => o.parts.map((p) => p.model))).toEqual(['m2', 'm3']);
});

it('asks no more opinions than are declared, and none of a model that failed', async () => {
  const world = worldOf(['m1', 'm2', 'm3', 'm4']);
  world.undecided = () => true;
  world.model = async (call) => answered(call.rung.model === 'm2' ? 'refused' : 'accepted', call);
  await withLoop(env, world, (handle) => handle.result());
  expect(asked(world)).toEqual(['m1', 'm2', 'm3', 'm4']);
  expect(judged(world)?.opinions).toHaveLength(2);
});

it('the first review stands where no further model answers', async () => {
  const world = worldOf(['m1', 'm2']);
  world.undecided = () => true;
  world.model = async (call) => answered(call.rung.model === 'm1' ? 'accepted' : 'unknown_model', call);
  const result = await withLoop(env, world, (handle) => handle.result());
  expect(result.summary.outcome).toBe('done');
  expect(judged(world)).toMatchObject({ reason: null, opinions: [] });
});

it('a sharded file gets its second opinion in whole', async () => {
  const world = worldOf(['m1', 'm2']);
  world.shards = 3;
  world.undecided = ({ opinions }) => (opinions ?? []).length === 0;
  await withLoop(env, world, (handle) => handle.result());
  expect(judged(world)?.opinions?.[0]?.parts).toHaveLength(3);
  expect(judged(world)?.opinions?.[0]?.parts.every((p) => p.model === 'm2')).toBe(true);
});
