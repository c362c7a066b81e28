import type { AcceptedPart, JudgeArgs } from '../../activities/contract';
import type { ReviewRow } from '../../kb/streams';
import { ActivityWorld, text } from '../support/activity-world';
import { forensicAnswer } from '../support/forensic-answer';

const CODE = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';
const FILES = {
  'src/add.ts': CODE,
  'src/add.test.ts':
    "import { add } from './add';\n\ntest('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n",
  'scrum.toml': '[review]\nsecond_opinion = "conflict"\nquorum = 2\n',
};
const PROOF = 'return a + b;';

let world: ActivityWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Judges `src/add.ts` from one answer a model, in the order given, and gives its row. */
async function judged(answers: Record<string, string>): Promise<{ row: ReviewRow; undecided: boolean[] }> {
  world = await ActivityWorld.over(FILES);
  const ref = world.at(2);
  const { snapshotId, byPath } = await world.targets(ref);
  const target = byPath.get('src/add.ts');
  if (!target) throw new Error('no target');
  world.answer = async ({ model }) => text(answers[model] ?? '');
  const prepared = await world.activities.prepareReview({ ref, snapshotId, target });
  const opinions: AcceptedPart[] = [];
  const undecided: boolean[] = [];
  let judge: JudgeArgs | undefined;
  for (const model of Object.keys(answers)) {
    const rung = prepared.rungs.find((r) => r.model === model);
    if (!rung) throw new Error(`no rung ${model}`);
    const called = await world.activities.callModel(await world.call(snapshotId, target, { ref, rung }));
    expect(called.outcome).toBe('accepted');
    opinions.push({ shard: null, range: null, answerId: called.answerId ?? '', model, capped: rung.capped });
    const [first, ...further] = opinions;
    judge = {
      ref,
      snapshotId,
      target,
      frame: 'forensic',
      shardsTotal: 0,
      parts: first ? [first] : [],
      reduce: null,
      opinions: further.map((part) => ({ parts: [part], reduce: null })),
      quorum: 2,
      hops: [],
      escalations: 0,
      costUsd: 0,
      startedAt: new Date().toISOString(),
      reason: null,
    };
    undecided.push((await world.activities.weighReview(judge)).undecided);
  }
  if (!judge) throw new Error('nobody was asked');
  await world.activities.judgeAndRecord(judge);
  const [row] = await world.deps.kb.read('scrum_reviews', { loop_id: ref.loopId, iteration: 2 });
  return { row: row as unknown as ReviewRow, undecided };
}

const says = (verdict: string, defects: Parameters<typeof forensicAnswer>[0] = []): string =>
  JSON.stringify({ ...(JSON.parse(forensicAnswer(defects, PROOF)) as object), verdict });

test('a review whose verdicts agree is one opinion, and the record has no vote', async () => {
  const { row, undecided } = await judged({ big: says('pass') });
  expect(undecided).toEqual([false]);
  expect(row).toMatchObject({ verdict: 'pass', accepted_model: 'big' });
  expect(row.opinions).toBeUndefined();
});

test('a model that says fail and shows nothing conflicts; a second that says the same settles it', async () => {
  const { row, undecided } = await judged({ big: says('fail'), small: says('fail') });
  expect(undecided).toEqual([true, false]);
  expect(row).toMatchObject({
    verdict: 'fail',
    accepted_model: 'big',
    quorum: { needed: 2, agreed: 'fail', lone_critical: false },
  });
});

test('without a quorum the worse opinion is the record', async () => {
  const { row, undecided } = await judged({
    big: says('fail'),
    small: says('needs_patch', [{ claim: 'overflow', quote: 'a + b' }]),
  });
  expect(undecided).toEqual([true, true]);
  expect(row).toMatchObject({ verdict: 'fail', accepted_model: 'big', quorum: { agreed: null } });
});

test('a lone grounded critical failure becomes the record', async () => {
  const { row } = await judged({
    big: says('fail'),
    small: says('pass', [{ claim: 'loses data', quote: 'return a + b;', list: 'critical_failures' }]),
  });
  expect(row).toMatchObject({ verdict: 'fail', accepted_model: 'small', critical_failures_count: 1 });
  expect(row.quorum).toMatchObject({ lone_critical: true });
  expect(row.opinions?.map((o) => [o.model, o.critical_failures, o.accepted])).toEqual([
    ['big', 0, false],
    ['small', 1, true],
  ]);
});
