import { ollamaProvider } from '../../models/ollama';
import type { ChatRequest } from '../../models/provider';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';

const request: ChatRequest = {
  model: 'gpt-oss:120b',
  messages: [
    { role: 'system', content: 'You review code.' },
    { role: 'user', content: 'fn main() { println!("hello"); }' },
  ],
  contextTokens: 8192,
};
const options = () => ({ signal: new AbortController().signal, totalMs: 20_000, idleMs: 10_000 });

let server: FakeModelServer;
let reply: FakeReply;
let asked: Record<string, unknown>;
let authorization: unknown;

beforeEach(async () => {
  server = await startFakeModelServer({
    script: (call) => {
      asked = call.body;
      authorization = call.headers['authorization'];
      return reply;
    },
  });
});
afterEach(() => server.close());

const ask = (more: Partial<ChatRequest> = {}) =>
  ollamaProvider('cloud', `${server.url}/`, 'key-0123456789').chat({ ...request, ...more }, options());

test('joins the streamed pieces and reads finish and counts', async () => {
  reply = { text: 'größe 🦀 done', chunks: 9, usage: { prompt: 40, completion: 7 } };
  await expect(ask()).resolves.toEqual({
    text: 'größe 🦀 done',
    reasoning: '',
    finish: 'stop',
    promptTokens: 40,
    completionTokens: 7,
  });
});

test('sends window, schema and key in the native form', async () => {
  reply = { text: 'ok' };
  await ask({ jsonSchema: { type: 'object' } });
  expect(asked).toMatchObject({
    model: 'gpt-oss:120b',
    stream: true,
    options: { num_ctx: 8192 },
    format: { type: 'object' },
  });
  expect(authorization).toBe('Bearer key-0123456789');
});

test('an answer cut by the token limit says so', async () => {
  reply = { text: 'half an ans', finish: 'length' };
  await expect(ask()).resolves.toMatchObject({ finish: 'length', text: 'half an ans' });
});

test('no done_reason and no counts are unknown, not zero', async () => {
  reply = { text: 'ok', finish: null, usage: null };
  await expect(ask()).resolves.toMatchObject({
    finish: 'unknown',
    promptTokens: null,
    completionTokens: null,
  });
});

test.each([
  ['message.thinking', { text: '', thinking: 'hm, let me see' }, '', 'hm, let me see'],
  ['a wrapper', { text: '<think>hm\nyes</think>\n\nScore: 7/10' }, 'Score: 7/10', 'hm\nyes'],
  ['a wrapper never closed', { text: '<think>hm and then' }, '', 'hm and then'],
  [
    'a tag quoted in the answer',
    { text: 'Score: 2/10, it prints </think> here' },
    'Score: 2/10, it prints </think> here',
    '',
  ],
])('reasoning in %s is no answer', async (_, given, text, reasoning) => {
  reply = given;
  await expect(ask()).resolves.toMatchObject({ text, reasoning, finish: 'stop' });
});

test('an answer to a prompt the endpoint cut without saying so is marked, and its tokens are known', async () => {
  const content = 'let value = compute(value);\n'.repeat(200);
  reply = { text: 'looks fine', usage: { prompt: 300, completion: 3 } };
  const messages = [{ role: 'user' as const, content }];
  await expect(ask({ messages })).resolves.toMatchObject({
    finish: 'prompt_cut',
    promptTokens: 300,
    completionTokens: 3,
  });
  reply = { text: 'looks fine', usage: { prompt: 1300, completion: 3 } };
  await expect(ask({ messages })).resolves.toMatchObject({ finish: 'stop', promptTokens: 1300 });
});

test('a prompt larger than the window is not sent at all', async () => {
  reply = { text: 'ok' };
  const messages = [{ role: 'user' as const, content: 'abcd efgh '.repeat(5000) }];
  await expect(ask({ messages })).rejects.toMatchObject({ type: 'ModelWindow' });
  expect(server.calls).toHaveLength(0);
});

test.each([
  [
    'an error in the stream',
    { text: 'some', streamError: 'unexpected EOF from the runner' },
    'ModelTransient',
    'unexpected EOF',
  ],
  [
    'a usage limit in the stream',
    { text: '', streamError: 'you have reached your weekly usage limit' },
    'ProviderClosed',
    'weekly usage limit',
  ],
  [
    'a stream that ends without done',
    { text: 'half of it', truncateAt: 4, afterCut: 'end' as const },
    'ModelTransient',
    'no end of its answer',
  ],
  [
    'a connection lost in the middle',
    { text: 'half of it', truncateAt: 4 },
    'ModelTransient',
    'connection failed',
  ],
  ['a reset before anything', { reset: true }, 'ModelTransient', 'connection failed'],
  [
    'an HTML page with status 200',
    { status: 200, body: '<html><body>Sign in</body></html>', headers: { 'content-type': 'text/html' } },
    'ModelTransient',
    'no Ollama answer',
  ],
  [
    'a model that is not there',
    { status: 404, body: { error: "model 'gpt-oss:120b' not found" } },
    'ModelUnknown',
    'not found',
  ],
  [
    'a refused key',
    { status: 401, body: { error: 'unauthorized: key-0123456789' } },
    'ModelAuth',
    'unauthorized: ***',
  ],
])('%s', async (_, given: FakeReply, type, words) => {
  reply = given;
  await expect(ask()).rejects.toMatchObject({ type, message: expect.stringContaining(words) });
});

test('reads gzip', async () => {
  reply = { text: 'packed answer', gzip: true };
  await expect(ask()).resolves.toMatchObject({ text: 'packed answer', finish: 'stop' });
});
