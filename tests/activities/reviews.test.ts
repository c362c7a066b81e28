import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileOutcome, JudgeArgs, ModelCall, PagedTarget } from '../../activities/contract';
import type { ReviewRow } from '../../kb/streams';
import { ActivityWorld, text } from '../support/activity-world';

const GOOD = [
  'export function add(a: number, b: number): number {',
  '  return a + b;',
  '}',
  '',
  'export function twice(n: number): number {',
  '  return add(n, n);',
  '}',
  '',
].join('\n');

function forensic(change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    verdict: 'pass',
    alignment_score: 8.5,
    critical_failures: [],
    pseudocode_flags: [],
    prd_mismatches: [],
    broken_pipelines: [],
    missing_components: [],
    risk_points: [],
    verified_components: [entry('add works', 'return a + b;', 95)],
    required_next_actions: [],
    ...change,
  });
}

function entry(claim: string, quote: string, confidence: number): Record<string, unknown> {
  return { claim, evidence: { quote, line_start: 1, line_end: 1 }, confidence };
}

let world: ActivityWorld;
afterEach(() => world.close());

/** Calls and judges one file of iteration 2 with one whole answer. */
async function reviewed(path: string, answer: string): Promise<{ outcome: FileOutcome; row: ReviewRow }> {
  world.answer = async () => text(answer);
  const ref = world.at(2);
  const { snapshotId, byPath } = await world.targets(ref);
  const target = byPath.get(path) as PagedTarget;
  const call = await world.call(snapshotId, target, { ref });
  const result = await world.activities.callModel(call);
  expect(result).toMatchObject({ outcome: 'accepted', reason: '' });
  const outcome = await world.activities.judgeAndRecord(judgeArgs(call, result.answerId ?? ''));
  const row = (await world.deps.kb.get('scrum_reviews', `loop/i2/${path}`)) as unknown as ReviewRow;
  return { outcome, row };
}

function judgeArgs(call: ModelCall, answerId: string, change: Partial<JudgeArgs> = {}): JudgeArgs {
  const { ref, snapshotId, target, frame, rung } = call;
  return {
    ref,
    snapshotId,
    target,
    frame,
    shardsTotal: 0,
    reduce: null,
    hops: [],
    escalations: 0,
    costUsd: 0,
    parts: [{ shard: null, range: null, answerId, model: rung.model, capped: rung.capped }],
    startedAt: new Date().toISOString(),
    reason: null,
    ...change,
  };
}

describe('a review', () => {
  it('is judged from grounded entries and recorded once, however often it is written', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    const { outcome, row } = await reviewed('src/add.ts', forensic());
    expect(outcome).toMatchObject({ outcome: 'reviewed', verdict: 'pass', tier: 'auto' });
    expect(row).toMatchObject({
      verdict: 'pass',
      model_verdict: 'pass',
      alignment_score: 8.5,
      verified_components_count: 1,
      accepted_from: 'whole',
      output_format: 'forensic_json',
    });
    expect(
      (row.report as { verified_components: { evidence: { line_start: number } }[] }).verified_components[0]
        ?.evidence.line_start,
    ).toBe(2);
    const again = { ...row, ts: new Date().toISOString() };
    expect(await world.deps.kb.append('scrum_reviews', [again])).toEqual({ appended: 0, skipped: 1 });
    expect(await world.deps.kb.read('scrum_reviews', { loop_id: 'loop' })).toHaveLength(1);
  });

  it('never believes a pass that proves nothing', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    const made = forensic({ verified_components: [entry('sure', 'this stands nowhere in the file', 99)] });
    const { row } = await reviewed('src/add.ts', made);
    expect(row).toMatchObject({
      verdict: 'fail',
      model_verdict: 'pass',
      verified_components_count: 0,
      ungrounded_count: 1,
      gradient_tier: 'block',
    });
  });

  it('is never paid twice: a retried call finds its answer, a call in flight is joined', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    world.answer = async () => text(forensic());
    const { snapshotId, byPath } = await world.targets(world.at(2));
    const call = await world.call(snapshotId, byPath.get('src/add.ts') as PagedTarget, { ref: world.at(2) });
    const [first, second] = await Promise.all([
      world.activities.callModel(call),
      world.activities.callModel(call),
    ]);
    const third = await world.activities.callModel(call);
    expect(world.asked).toHaveLength(1);
    expect(new Set([first.answerId, second.answerId, third.answerId]).size).toBe(1);
    expect(first.costUsd).toBeCloseTo(0.0012);
    await world.activities.callModel({ ...call, attempt: 2, previousReason: 'too short' });
    expect(world.asked).toHaveLength(2);
    expect(world.asked[1]?.messages.at(-1)?.content).toContain('too short');
  });

  it('has what the answer lacks as its reason, and no answer id', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    const { snapshotId, byPath } = await world.targets();
    const call = await world.call(snapshotId, byPath.get('src/add.ts') as PagedTarget);
    world.answer = async () => text('Looks good to me!');
    expect(await world.activities.callModel(call)).toMatchObject({ outcome: 'thin', answerId: null });
    world.answer = async () => ({ ...text(forensic().slice(0, 200)), finish: 'length' });
    expect(await world.activities.callModel({ ...call, attempt: 2 })).toMatchObject({
      outcome: 'truncated',
      answerId: null,
    });
  });

  it('stands verbatim between delimiters that the file cannot know, secrets masked', async () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    const file = `${GOOD}export const token = '${secret}';\n`;
    world = await ActivityWorld.over({ 'src/add.ts': file });
    world.answer = async () => text(forensic());
    const { snapshotId, byPath } = await world.targets(world.at(2));
    const call = await world.call(snapshotId, byPath.get('src/add.ts') as PagedTarget, { ref: world.at(2) });
    await world.activities.callModel(call);
    const sent = JSON.stringify(world.asked[0]?.messages);
    expect(sent).toContain(JSON.stringify(GOOD).slice(1, -1));
    expect(sent).not.toContain(secret);
    expect(sent).toMatch(/data-[0-9a-f]{32}/);
  });

  it('is blocked by text that addresses the reviewer', async () => {
    const attack = readFileSync(join(__dirname, '../fixtures/attacks/verdict-pass.ts'), 'utf8');
    world = await ActivityWorld.over({ 'src/add.ts': attack });
    const { row } = await reviewed('src/add.ts', forensic());
    expect(row.static_findings.map((f) => f.rule)).toContain('prompt-injection');
    expect(row.gradient_tier).toBe('block');
  });

  it('of a file without any answer is inconclusive, with the reason', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    const { snapshotId, byPath } = await world.targets();
    const call = await world.call(snapshotId, byPath.get('src/add.ts') as PagedTarget);
    const outcome = await world.activities.judgeAndRecord(
      judgeArgs(call, '', { parts: [], reason: 'ladder review is exhausted' }),
    );
    expect(outcome).toMatchObject({
      outcome: 'inconclusive',
      verdict: null,
      tier: 'block',
      reason: 'ladder review is exhausted',
    });
  });
});

describe('reuse', () => {
  it('settles an unchanged file without a call; a changed one, a fresh one and noReuse are reviewed', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    await reviewed('src/add.ts', forensic());
    const ref = world.at(3);
    const { snapshotId } = await world.activities.takeSnapshot({ ref });
    const { targetsId } = await world.activities.selectTargets({ ref, snapshotId, skipped: [] });
    const page = { ref, snapshotId, targetsId, offset: 0, limit: 10 };
    expect((await world.activities.settlePage({ ...page, fresh: ['src/add.ts'] })).reused).toEqual([]);
    const settled = await world.activities.settlePage({ ...page, fresh: [] });
    expect(settled.targets).toEqual([]);
    expect(settled.reused).toMatchObject([
      { path: 'src/add.ts', verdict: 'pass', reused: true, tokens: 0, costUsd: 0 },
    ]);
    const row = await world.deps.kb.get('scrum_reviews', 'loop/i3/src/add.ts');
    expect(row).toMatchObject({ reused_from: 'loop/i2/src/add.ts', hops: [], iteration: 3 });
  });

  it('does not count where a note waits for the file', async () => {
    world = await ActivityWorld.over({ 'src/add.ts': GOOD });
    await reviewed('src/add.ts', forensic());
    await world.activities.recordSignal({
      ref: world.at(2),
      seq: 1,
      observation: { file: 'src/add.ts', note: 'look at overflow' },
    });
    const { byPath } = await world.targets(world.at(3));
    expect([...byPath.keys()]).toEqual(['src/add.ts']);
  });
});

it('refuses a proposal that the repository does not have, by name', async () => {
  world = await ActivityWorld.over({ 'src/add.ts': GOOD }, { proposal: 'docs/plan.md' });
  await expect(world.targets()).rejects.toThrow(
    'proposal is "docs/plan.md", which the repository does not have, expected a file of it or an absolute path.',
  );
});
