import { answerReserve } from '../../models/answer-reserve';
import { estimateTokens } from '../../models/estimate-tokens';
import { reservationOf } from '../../workflows/money';
import { ActivityWorld, text } from '../support/activity-world';

const FILES = {
  'src/a.ts': 'export function a(): number {\n  return 1;\n}\n'.repeat(60),
  'PLAN.md': '# Plan\n\n## Phase 1: a\n\n`a` answers one.\n',
};

let world: ActivityWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

test('a cost cap over a model without a price ends the loop at its start, naming the model', async () => {
  const opened = ActivityWorld.over(FILES, { maxCostUsd: 1 });
  await expect(opened).rejects.toMatchObject({
    type: 'ConfigError',
    message: expect.stringMatching(/cost cap of \$1 .* no price for small; expected usd_per_mtok_in/),
  });
});

test('offline nobody is paid, so a cost cap needs no price', async () => {
  world = await ActivityWorld.over(FILES, { maxCostUsd: 1, offline: true });
  expect(world.plan).toMatchObject({ maxCostUsd: 1, unpriced: [] });
});

test('a token cap needs no price; the plan names the models that have none', async () => {
  world = await ActivityWorld.over(FILES, { maxTokens: 5000 });
  expect(world.plan).toMatchObject({ maxTokens: 5000, unpriced: ['small'] });
});

test('caps of an iteration and of a file come from scrum.toml', async () => {
  const toml = '[loop]\nmax_tokens_per_iteration = 900\nmax_tokens_per_file = 90\n';
  world = await ActivityWorld.over({ ...FILES, 'scrum.toml': toml });
  expect(world.plan.caps).toEqual({ iteration: { usd: null, tokens: 900 }, file: { usd: null, tokens: 90 } });
});

test('what is reserved covers the prompt that is sent', async () => {
  world = await ActivityWorld.over(FILES, { proposal: 'PLAN.md' });
  world.answer = async () => text('no review');
  const { snapshotId, byPath } = await world.targets();
  const target = byPath.get('src/a.ts');
  if (!target) throw new Error('no target');
  const { rungs, estimate } = await world.activities.prepareReview({ ref: world.ref, snapshotId, target });
  const [rung] = rungs;
  if (!rung || !estimate) throw new Error('nothing is estimated');
  await world.activities.callModel(await world.call(snapshotId, target));
  const sent = (world.asked[0]?.messages ?? []).reduce((sum, m) => sum + estimateTokens(m.content), 0);
  const prompt = Math.ceil(estimate.overheadTokens + target.bytes * estimate.tokensPerByte);
  const reserved = reservationOf(rung, prompt);
  expect(prompt).toBeGreaterThanOrEqual(sent);
  expect(prompt).toBeLessThan(sent * 2);
  expect(reserved.tokens).toBe(prompt + answerReserve({ context_tokens: 100_000 }));
  expect(reserved.usd).toBeCloseTo((prompt * 1 + 4096 * 2) / 1e6);
});
