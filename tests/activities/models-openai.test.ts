import { openAiProvider } from '../../models/openai';
import type { ChatRequest } from '../../models/provider';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';

const request: ChatRequest = {
  model: 'large',
  messages: [{ role: 'user', content: 'fn main() {}' }],
  contextTokens: 8192,
};
const options = () => ({ signal: new AbortController().signal, totalMs: 20_000, idleMs: 10_000 });

let server: FakeModelServer;
let reply: FakeReply;
let asked: Record<string, unknown>[];

beforeEach(async () => {
  asked = [];
  server = await startFakeModelServer({
    script: (call) => {
      asked.push(call.body);
      return reply;
    },
  });
});
afterEach(() => server.close());

const ask = (more: Partial<ChatRequest> = {}, suffix = '/v1') =>
  openAiProvider('endpoint', `${server.url}${suffix}`, 'key-0123456789').chat(
    { ...request, ...more },
    options(),
  );

test.each(['', '/', '/v1', '/v1/'])('streams, whatever the end of base_url (%j)', async (suffix) => {
  reply = { text: 'größe 🦀 done', chunks: 9, usage: { prompt: 3, completion: 7 } };
  await expect(ask({}, suffix)).resolves.toEqual({
    text: 'größe 🦀 done',
    reasoning: '',
    finish: 'stop',
    promptTokens: 3,
    completionTokens: 7,
  });
  expect(asked[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
});

test.each<[string, FakeReply]>([
  ['CRLF line ends and keep-alive comments', { text: 'an answer', crlf: true, keepAlive: true }],
  ['an answer that comes whole', { text: 'an answer', stream: false }],
  ['a stream without [DONE]', { text: 'an answer', noDone: true }],
  ['gzip', { text: 'an answer', gzip: true }],
  [
    'data over several lines',
    {
      status: 200,
      body: 'data: {"choices":\ndata:  [{"delta":{"content":"an answer"},"finish_reason":"stop"}]}\n\ndata: [DONE]',
    },
  ],
  [
    'content in parts',
    {
      status: 200,
      body: {
        choices: [
          {
            message: {
              content: [
                { type: 'text', text: 'an ' },
                { type: 'text', text: 'answer' },
              ],
            },
            finish_reason: 'stop',
          },
        ],
      },
    },
  ],
])('reads %s', async (_, given) => {
  reply = given;
  await expect(ask()).resolves.toMatchObject({ text: 'an answer', finish: 'stop' });
});

test.each<[string, FakeReply, object]>([
  ['the token limit', { text: 'half', finish: 'length' }, { finish: 'length', text: 'half' }],
  ['a refusal', { refusal: 'I cannot help with that.' }, { finish: 'refusal', text: '' }],
  ['a content filter', { text: 'half', finish: 'content_filter' }, { finish: 'refusal' }],
  [
    'a content filter as an error',
    { status: 400, body: { error: { code: 'content_filter', message: 'filtered' } } },
    { finish: 'refusal', text: '' },
  ],
  ['reasoning only', { text: '', thinking: 'hm' }, { finish: 'stop', text: '', reasoning: 'hm' }],
  ['no finish reason', { text: 'ok', finish: null }, { finish: 'unknown', text: 'ok' }],
  ['no usage', { text: 'ok', usage: null }, { promptTokens: null, completionTokens: null }],
])('says what ended the answer: %s', async (_, given, expected) => {
  reply = given;
  await expect(ask()).resolves.toMatchObject(expected);
});

test.each<[string, FakeReply, string]>([
  ['a stream that just ends', { text: 'half of it', truncateAt: 4, afterCut: 'end' }, 'ModelTransient'],
  ['a connection lost', { text: 'half of it', truncateAt: 4 }, 'ModelTransient'],
  ['an empty body', { status: 200, body: '' }, 'ModelTransient'],
  ['an HTML page', { status: 200, body: '<!doctype html><p>Log in</p>' }, 'ModelTransient'],
  [
    'an error in the stream',
    { text: 'some', streamError: { message: 'overloaded', code: 529 } },
    'ModelTransient',
  ],
  [
    'a window error',
    {
      status: 400,
      body: {
        error: {
          message: "This model's maximum context length is 4096 tokens",
          code: 'context_length_exceeded',
        },
      },
    },
    'ModelWindow',
  ],
  [
    'a model gone',
    { status: 400, body: { error: { message: 'The model `large` does not exist' } } },
    'ModelUnknown',
  ],
  [
    'no credit',
    {
      status: 429,
      body: { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
    },
    'ProviderClosed',
  ],
])('fails on %s', async (_, given, type) => {
  reply = given;
  await expect(ask()).rejects.toMatchObject({ type });
});

test.each([
  [400, "'response_format.type' must be 'text'"],
  [422, 'json_schema is not supported'],
  // As llama-cpp-python 0.3.36 says it.
  [500, "1 validation error: {'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}"],
])(
  'an endpoint that takes no JSON schema (%i) is asked without one the next time',
  async (status, message) => {
    const schema = { jsonSchema: { type: 'object' } };
    reply = { status, body: { error: { message } } };
    await expect(ask(schema)).rejects.toMatchObject({ type: 'ModelTransient', retryAfterMs: 0 });
    reply = { text: 'ok' };
    await expect(ask(schema)).resolves.toMatchObject({ text: 'ok' });
    expect(asked[0]).toHaveProperty('response_format.json_schema.schema.type', 'object');
    expect(asked[1]).not.toHaveProperty('response_format');
  },
);

test('keys never stand in an error', async () => {
  reply = { status: 401, body: { error: { message: 'Incorrect API key provided: key-0123456789' } } };
  const error = await ask().catch((e: Error) => e);
  expect(error).toMatchObject({ type: 'ModelAuth' });
  expect(JSON.stringify([(error as Error).message, (error as Error).stack])).not.toContain('key-0123456789');
});
