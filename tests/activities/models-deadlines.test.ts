import { ollamaProvider } from '../../models/ollama';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';

let server: FakeModelServer;
let reply: FakeReply;

beforeEach(async () => {
  server = await startFakeModelServer({ script: () => reply });
});
afterEach(() => server.close());

const ask = (limits: { totalMs?: number; idleMs?: number; signal?: AbortSignal }) =>
  ollamaProvider('local', server.url, undefined).chat(
    { model: 'm', messages: [{ role: 'user', content: 'hello' }], contextTokens: 4096 },
    { signal: new AbortController().signal, totalMs: 30_000, idleMs: 30_000, ...limits },
  );

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
}

test('an endpoint that never answers is left at the total deadline', async () => {
  reply = { hang: true };
  await expect(ask({ totalMs: 150, idleMs: 20 })).rejects.toMatchObject({
    type: 'ModelTransient',
    message: expect.stringContaining('no whole answer within 0.15 s'),
  });
  await until(() => server.calls[0]?.aborted ?? false);
});

test('an endpoint that falls silent in its answer is left at the idle deadline', async () => {
  reply = { text: 'half of an answer', truncateAt: 6, afterCut: 'hang' };
  await expect(ask({ idleMs: 150 })).rejects.toMatchObject({
    type: 'ModelTransient',
    message: expect.stringContaining('silent for 0.15 s'),
  });
  await until(() => server.calls[0]?.aborted ?? false);
});

test('a slow first piece is no silence: a model may think', async () => {
  reply = { text: 'thought about it', firstByteDelayMs: 200 };
  await expect(ask({ idleMs: 100 })).resolves.toMatchObject({ text: 'thought about it' });
});

test.each<[string, FakeReply]>([
  ['before the first byte', { hang: true }],
  ['in the middle of the answer', { text: 'half of an answer', truncateAt: 6, afterCut: 'hang' }],
])('an abort %s closes the socket and throws its reason', async (_, given) => {
  reply = given;
  const controller = new AbortController();
  const asked = ask({ signal: controller.signal });
  await until(() => server.calls.length === 1);
  controller.abort(new Error('cancelled by the loop'));
  await expect(asked).rejects.toThrow('cancelled by the loop');
  await until(() => server.calls[0]?.aborted ?? false);
});

test('an aborted signal sends nothing', async () => {
  await expect(ask({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
  expect(server.calls).toHaveLength(0);
});

test('a port nobody listens on is transient', async () => {
  await server.close();
  await expect(ask({})).rejects.toMatchObject({
    type: 'ModelTransient',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
