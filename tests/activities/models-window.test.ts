import { parseRouting } from '../../config/routing-config';
import { ollamaProvider } from '../../models/ollama';
import { openAiProvider } from '../../models/openai';
import { ActivityWorld, ROUTING, text } from '../support/activity-world';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';

let server: FakeModelServer;
let reply: (body: Record<string, unknown>) => FakeReply;
const asked: Record<string, unknown>[] = [];

beforeEach(async () => {
  asked.length = 0;
  reply = () => ({ text: 'ok' });
  server = await startFakeModelServer({
    script: (call) => {
      asked.push(call.body);
      return reply(call.body);
    },
  });
});
afterEach(() => server.close());

const options = () => ({ signal: new AbortController().signal, totalMs: 20_000, idleMs: 20_000 });
/** About a thousand tokens. */
const THOUSAND = 'abc defg '.repeat(445);
const request = (more: object) => ({
  model: 'm',
  messages: [{ role: 'user' as const, content: THOUSAND }],
  contextTokens: 8192,
  ...more,
});

test('the bound of an answer is sent in the words of each protocol, and only where it is configured', async () => {
  await ollamaProvider('p', server.url, undefined).chat(request({ maxOutputTokens: 500 }), options());
  await openAiProvider('p', server.url, undefined).chat(request({ maxOutputTokens: 500 }), options());
  await ollamaProvider('p', server.url, undefined).chat(request({}), options());
  await openAiProvider('p', server.url, undefined).chat(request({}), options());
  expect(asked.map((body) => [body['options'], body['max_tokens']])).toEqual([
    [{ num_ctx: 8192, num_predict: 500 }, undefined],
    [undefined, 500],
    [{ num_ctx: 8192 }, undefined],
    [undefined, undefined],
  ]);
});

test('a model that wants max_completion_tokens says so once and is asked so from then on', async () => {
  reply = (body) =>
    'max_tokens' in body
      ? {
          status: 400,
          body: {
            error: {
              message:
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            },
          },
        }
      : { text: 'ok' };
  const provider = openAiProvider('p', server.url, undefined);
  const ask = (model: string) => provider.chat(request({ model, maxOutputTokens: 500 }), options());
  await expect(ask('o9')).rejects.toMatchObject({ type: 'ModelTransient', retryAfterMs: 0, scope: 'call' });
  await expect(ask('o9')).resolves.toMatchObject({ text: 'ok' });
  await expect(ask('o9')).resolves.toMatchObject({ text: 'ok' });
  await expect(ask('another')).rejects.toMatchObject({ retryAfterMs: 0 });
  expect(asked.map((body) => body['max_completion_tokens'] ?? null)).toEqual([null, 500, 500, null]);
});

test.each([
  // Reserved where nothing is configured: a quarter of the window, 4,096 at most.
  [1400, undefined, true],
  [1300, undefined, false],
  [1600, 500, true],
  [1400, 500, false],
  [5200, undefined, true],
  [5090, undefined, true],
])(
  'a window of %i with %p for the answer: room is kept (%p)',
  async (contextTokens, maxOutputTokens, fits) => {
    const more = { contextTokens, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) };
    const call = openAiProvider('p', server.url, undefined).chat(request(more), options());
    if (fits) await expect(call).resolves.toMatchObject({ text: 'ok' });
    else {
      await expect(call).rejects.toMatchObject({
        type: 'ModelWindow',
        message: expect.stringMatching(
          /about \d+ tokens and \d+ are reserved for the answer, the window of m is \d+/,
        ),
      });
    }
    expect(server.calls).toHaveLength(fits ? 1 : 0);
  },
);

test('an answer to a cut prompt is a hop `window` with its tokens and cost, and is not paid twice', async () => {
  const world = await ActivityWorld.over({ 'src/a.ts': 'export const a = 1;\n' });
  world.answer = async () => ({ ...text('Score: 9/10'), finish: 'prompt_cut', promptTokens: 300 });
  const { snapshotId, byPath } = await world.targets();
  const target = byPath.get('src/a.ts');
  if (!target) throw new Error('no target');
  const call = await world.call(snapshotId, target);
  const first = await world.activities.callModel(call);
  expect(first).toMatchObject({
    outcome: 'window',
    reason:
      'the endpoint read 300 prompt tokens, fewer than half of what was sent: it cut the prompt without saying so',
    answerId: null,
    promptTokens: 300,
    completionTokens: 100,
    costUsd: expect.closeTo(300e-6 + 200e-6, 9),
  });
  expect(await world.activities.callModel(call)).toEqual(first);
  expect(world.asked).toHaveLength(1);
  await world.close();
});

test('max_output_tokens reaches the call, and is checked against the window', async () => {
  const bounded = ROUTING.replace('context_tokens', 'max_output_tokens = 2048\ncontext_tokens');
  const world = await ActivityWorld.over({ 'src/a.ts': 'export const a = 1;\n' });
  world.deps.routing.routing = parseRouting('routing.toml', bounded);
  const { snapshotId, byPath } = await world.targets();
  const target = byPath.get('src/a.ts');
  if (!target) throw new Error('no target');
  await world.activities.callModel(await world.call(snapshotId, target));
  expect(world.asked[0]).toMatchObject({ maxOutputTokens: 2048, contextTokens: 100_000 });
  await world.close();
  expect(() => parseRouting('routing.toml', bounded.replace('= 2048', '= 100000'))).toThrow(
    'models.big.max_output_tokens is 100000, expected less than context_tokens (100000)',
  );
  expect(() => parseRouting('routing.toml', bounded.replace('= 2048', '= 8'))).toThrow(
    'expected a whole number from 16 to 10000000',
  );
});
