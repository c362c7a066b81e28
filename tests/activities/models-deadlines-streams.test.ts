import { ollamaProvider } from '../../models/ollama';
import { openAiProvider } from '../../models/openai';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';
import { until } from '../support/until';

let server: FakeModelServer;
let reply: FakeReply;

beforeEach(async () => {
  server = await startFakeModelServer({ script: () => reply });
});
afterEach(() => server.close());

const PROTOCOLS = [
  ['ollama', ollamaProvider],
  ['openai', openAiProvider],
] as const;

describe.each(PROTOCOLS)('%s', (_, make) => {
  const ask = (limits: { totalMs?: number; idleMs?: number; signal?: AbortSignal }) =>
    make('local', server.url, undefined).chat(
      { model: 'm', messages: [{ role: 'user', content: 'hello' }], contextTokens: 4096 },
      { signal: new AbortController().signal, totalMs: 30_000, idleMs: 30_000, ...limits },
    );
  const closed = () => until('the socket is closed', () => server.calls[0]?.aborted ?? false);

  test('pieces that trickle in hold no call past its total deadline', async () => {
    reply = { text: 'half of an answer', truncateAt: 6, afterCut: 'trickle' };
    await expect(ask({ totalMs: 400, idleMs: 300 })).rejects.toMatchObject({
      type: 'ModelTransient',
      message: expect.stringContaining('no whole answer within 0.4 s'),
    });
    await closed();
  });

  test('keep-alives in the middle of an answer are no progress: the idle deadline ends it', async () => {
    reply = { text: 'half of an answer', truncateAt: 6, afterCut: 'ping' };
    await expect(ask({ idleMs: 200 })).rejects.toMatchObject({
      type: 'ModelTransient',
      message: expect.stringContaining('silent for 0.2 s'),
    });
    await closed();
  });

  test('keep-alives before the first piece leave time to think, up to the total deadline', async () => {
    // The role comes first in OpenAI's stream, so cut before anything is said.
    reply = { text: '', thinking: '', truncateAt: 0, afterCut: 'ping' };
    await expect(ask({ totalMs: 300, idleMs: 20_000 })).rejects.toMatchObject({
      message: expect.stringContaining('no whole answer within 0.3 s'),
    });
    await closed();
  });

  test('headers and then silence is a silent endpoint', async () => {
    reply = { text: '', truncateAt: 0, afterCut: 'hang' };
    await expect(ask({ totalMs: 200, idleMs: 20_000 })).rejects.toMatchObject({
      type: 'ModelTransient',
      message: expect.stringContaining('no whole answer within 0.2 s'),
    });
    await closed();
  });

  test('silence before the first byte tells the gate that the endpoint is down', async () => {
    reply = { hang: true };
    await expect(ask({ totalMs: 100 })).rejects.toMatchObject({ type: 'ModelTransient', scope: 'down' });
    reply = { text: 'half of an answer', truncateAt: 6, afterCut: 'hang' };
    await expect(ask({ totalMs: 100 })).rejects.toMatchObject({ type: 'ModelTransient', scope: 'call' });
  });

  test('connections serve call after call; one that was cancelled is closed and no harm to the next', async () => {
    reply = { text: 'a whole answer', chunks: 7 };
    for (let i = 0; i < 6; i++) {
      await expect(ask({})).resolves.toMatchObject({ text: 'a whole answer' });
      await until('the reply is out', () => server.calls[i]?.sent ?? false);
    }
    // A second one is opened where a call comes before the first is seen to be free.
    expect(server.connections.count).toBeLessThanOrEqual(2);

    const controller = new AbortController();
    reply = { hang: true };
    const cancelled = ask({ signal: controller.signal });
    await until('the call is out', () => server.calls.length === 7);
    controller.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    await until('the socket is closed', () => server.calls[6]?.aborted ?? false);
    reply = { text: 'a whole answer' };
    await expect(ask({})).resolves.toMatchObject({ text: 'a whole answer' });
  });

  test('an error body read to its end keeps the connection', async () => {
    reply = { status: 503, body: { error: 'busy' } };
    for (let i = 0; i < 6; i++) await expect(ask({})).rejects.toMatchObject({ type: 'ModelTransient' });
    expect(server.connections.count).toBeLessThanOrEqual(2);
  });
});

test('a packed answer keeps the connection', async () => {
  reply = { text: 'packed answer', gzip: true };
  const provider = openAiProvider('local', server.url, undefined);
  const options = { signal: new AbortController().signal, totalMs: 30_000, idleMs: 30_000 };
  for (let i = 0; i < 6; i++) {
    await provider.chat({ model: 'm', messages: [], contextTokens: 4096 }, options);
    await until('the reply is out', () => server.calls[i]?.sent ?? false);
  }
  expect(server.connections.count).toBeLessThanOrEqual(2);
});
