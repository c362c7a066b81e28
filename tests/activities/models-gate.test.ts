import { MockActivityEnvironment } from '@temporalio/testing';
import type { ModelCall, ModelCallResult } from '../../activities/contract';
import { callModel } from '../../activities/call-model';
import { startFakeModelServer, type FakeModelServer, type FakeReply } from '../support/fake-model-server';
import { RoutedWorld } from '../support/routed-world';
import { HandClock } from '../support/hand-clock';
import { until } from '../support/until';

const FILES = Object.fromEntries(
  Array.from({ length: 16 }, (_, i) => [`src/f${i}.ts`, `export const f${i} = ${i};\n`]),
);
let server: FakeModelServer;
let routed: RoutedWorld;
let reply: (n: number) => FakeReply;
const count = { calls: 0, refusals: 0 };

beforeEach(async () => {
  server = await startFakeModelServer({
    script: (call, answers) => ({ text: answers.markdownAnswer({ call }), ...reply(call.n) }),
  });
});
afterEach(async () => {
  count.calls += server.calls.length;
  count.refusals += server.calls.filter(({ status }) => status !== 200).length;
  await server.close();
  await routed.world.close();
});
afterAll(() => {
  process.stderr.write(
    `suite provider gate over HTTP: ${count.calls} calls, ${count.refusals} of them refused or left\n`,
  );
});

const over = async (options: Parameters<typeof RoutedWorld.over>[2] = {}) => {
  routed = await RoutedWorld.over(server.url, FILES, options);
  return routed.calls();
};
const ended = (calls: ModelCall[]) =>
  Promise.all(
    calls.map((call) =>
      routed.world.activities.callModel(call).then(
        (result: ModelCallResult) => result.outcome as string,
        (error: { type?: string }) => error.type ?? 'untyped',
      ),
    ),
  );

/** The activity of one call, as a worker runs it. */
function run(activity: MockActivityEnvironment, call: ModelCall | undefined): Promise<ModelCallResult> {
  if (!call) throw new Error('no such call');
  return activity.run(async () => callModel(routed.world.deps, call));
}

test('sixteen lanes meet a weekly limit: one call', async () => {
  reply = () => ({ status: 429, body: { error: 'you have reached your weekly usage limit' } });
  expect(await ended(await over())).toEqual(Array(16).fill('ProviderClosed'));
  expect(server.calls).toHaveLength(1);
  expect(routed.log).toEqual([
    'provider p is closed by a usage limit, asked again in 3600 s: the endpoint answered 429: you have reached your weekly usage limit',
  ]);
});

test('sixteen lanes with a refused key: one call', async () => {
  reply = () => ({ status: 401, body: { error: 'unauthorized' } });
  expect(await ended(await over())).toEqual(Array(16).fill('ModelAuth'));
  expect(server.calls).toHaveLength(1);
});

test('sixteen lanes with a sound endpoint: sixteen answers', async () => {
  reply = () => ({});
  expect(await ended(await over())).toEqual(Array(16).fill('accepted'));
  expect(server.calls).toHaveLength(16);
});

test('an endpoint that breaks: three calls, then none until its probe finds it up again', async () => {
  const clock = new HandClock();
  let broken = true;
  reply = () => (broken ? { status: 503, body: { error: 'broken' } } : {});
  const calls = await over({ clock });
  expect(new Set(await ended(calls))).toEqual(new Set(['ModelTransient']));
  expect(server.calls).toHaveLength(3);
  const probed = server.listings.count;
  broken = false;
  await clock.pass(5000);
  expect(await ended(calls)).toEqual(Array(16).fill('accepted'));
  expect([server.calls.length, server.listings.count - probed]).toEqual([19, 1]);
  expect(routed.log).toEqual([
    expect.stringContaining('the circuit of provider p is open, asked again in 5 s'),
    'provider p is up again by its probe: one call is tried',
    'the circuit of provider p is closed: it answers again',
  ]);
});

test('a short 429 holds the other lanes, which then all go', async () => {
  reply = (n) => (n === 2 ? { status: 429, headers: { 'retry-after-ms': '40' }, body: {} } : {});
  const calls = await over();
  const [first, second, ...others] = calls;
  if (!first || !second) throw new Error('no calls');
  expect(await ended([first])).toEqual(['accepted']);
  expect(await ended([second])).toEqual(['ModelTransient']);
  expect(await ended(others)).toEqual(Array(14).fill('accepted'));
  const [, refused, next] = server.calls;
  expect((next?.startedAt ?? 0) - (refused?.endedAt ?? 0)).toBeGreaterThanOrEqual(35);
});

test.each<[string, FakeReply]>([
  ['before the first byte', { hang: true }],
  ['in the middle of an answer', { truncateAt: 5, afterCut: 'hang' }],
])('a cancelled activity closes its socket, %s', async (_, given) => {
  reply = () => given;
  const [call] = await over();
  const activity = new MockActivityEnvironment();
  const asked = run(activity, call);
  const failed = expect(asked).rejects.toThrow('CANCELLED');
  await until('the call is out', () => server.calls.length === 1);
  activity.cancel('CANCELLED');
  await failed;
  await until('the server sees the connection close', () => server.calls[0]?.aborted ?? false);
});

test('a cancelled activity that stands in line for the pilot never calls', async () => {
  reply = () => ({ hang: true });
  const [pilot, waiting] = await over();
  const [first, second] = [new MockActivityEnvironment(), new MockActivityEnvironment()];
  const asked = run(first, pilot);
  const failures = [expect(asked).rejects.toThrow('CANCELLED')];
  await until('the pilot is out', () => server.calls.length === 1);
  const inLine = run(second, waiting);
  failures.push(expect(inLine).rejects.toThrow('CANCELLED'));
  second.cancel('CANCELLED');
  await failures[1];
  first.cancel('CANCELLED');
  await Promise.all(failures);
  expect(server.calls).toHaveLength(1);
});

test('a plan of three slots and sixteen lanes: every call is answered, the calls in flight adapt', async () => {
  let inFlight = 0;
  let most = 0;
  const busy = { status: 429, body: { error: 'too many requests: no concurrent request slot is free' } };
  const fresh = await startFakeModelServer({
    script: async (call, answers) => {
      if (inFlight >= 3) return busy;
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((done) => setTimeout(done, 5));
      inFlight -= 1;
      return { text: answers.markdownAnswer({ call }) };
    },
  });
  routed = await RoutedWorld.over(fresh.url, FILES, { provider: 'max_concurrent = 8' });
  let left = await routed.calls();
  for (let round = 0; left.length > 0 && round < 10; round++) {
    const outcomes = await ended(left);
    left = left.filter((_, i) => outcomes[i] === 'ModelTransient');
  }
  expect([left.length, most]).toEqual([0, 3]);
  const refused = fresh.calls.filter(({ status }) => status === 429).length;
  expect(refused).toBeGreaterThan(0);
  expect(fresh.calls).toHaveLength(16 + refused);
  await fresh.close();
});
