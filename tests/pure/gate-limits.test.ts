import { DOWN, GateWorld } from '../support/gate-world';

let world: GateWorld;
beforeEach(() => {
  world = new GateWorld();
});
const WEEKLY = 'you have reached your weekly usage limit, it resets in 3h 20m';

test('a usage limit met by the pilot costs one call; all who waited fail with its words', async () => {
  await world.askMany(16);
  expect(world.sent).toHaveLength(1);
  await world.last().fail(world.http(429, WEEKLY));
  await world.clock.pass(0);
  expect(world.sent).toHaveLength(1);
  expect(world.ended.map((end) => 'type' in end && end.type)).toEqual(Array(16).fill('ProviderClosed'));
  expect(world.ended[15]).toMatchObject({
    message: `provider p is closed until 2026-01-15T15:20:00.000Z: the endpoint answered 429: ${WEEKLY}`,
  });
  await world.clock.pass(3 * 3_600_000);
  await world.ask();
  expect([world.sent.length, world.probes]).toEqual([1, 0]);
  await world.clock.pass(20 * 60_000);
  await world.askMany(3);
  expect([world.sent.length, world.probes]).toEqual([2, 1]);
  await world.last().accept();
  expect(world.sent).toHaveLength(4);
});

test('a limit that strikes in the middle costs the calls in flight and no more', async () => {
  await world.prove();
  await world.askMany(5);
  const [first, ...others] = world.sent;
  await first?.fail(world.http(429, WEEKLY));
  await world.askMany(5);
  expect(world.sent).toHaveLength(5);
  for (const call of others) await call.answer();
  await world.ask();
  expect(world.sent).toHaveLength(5);
  expect(world.ended.filter((end) => 'answer' in end)).toHaveLength(4);
});

test('a limit told inside an accepted stream closes the provider too', async () => {
  await world.ask();
  await world.last().accept();
  await world.last().fail(world.http(500, WEEKLY));
  await world.ask();
  expect(world.sent).toHaveLength(1);
});

test('a refused key fails one call, then all at once as an auth failure; a probe looks again after five minutes', async () => {
  await world.askMany(4);
  await world.last().fail(world.http(401, 'unauthorized'));
  await world.ask();
  expect(world.sent).toHaveLength(1);
  expect(world.ended.map((end) => 'type' in end && end.type)).toEqual(Array(5).fill('ModelAuth'));
  world.probe = { up: false, reason: 'the endpoint answered 401: unauthorized' };
  await world.clock.pass(5 * 60_000);
  await world.ask();
  expect([world.sent.length, world.probes]).toEqual([1, 1]);
  expect(world.ended.at(-1)).toMatchObject({ type: 'ModelAuth' });
  world.probe = { up: true, models: null };
  await world.clock.pass(5 * 60_000);
  await world.ask();
  expect([world.sent.length, world.probes]).toEqual([2, 2]);
});

test.each([
  ['ModelUnknown', 404, "model 'a' not found"],
  ['ModelAuth', 403, 'this model requires a subscription'],
])('a model refused (%s) is not asked for again, others are', async (type, status, error) => {
  for (const model of ['a', 'a', 'a']) await world.ask({ model });
  await world.last().fail(world.http(status, error));
  await world.ask({ model: 'a' });
  expect(world.sent).toHaveLength(1);
  expect(world.ended.map((end) => 'type' in end && end.type)).toEqual(Array(4).fill(type));
  await world.ask({ model: 'b' });
  expect(world.sent).toHaveLength(2);
  await world.last().answer();
  await world.clock.pass(5 * 60_000);
  await world.ask({ model: 'a' });
  expect(world.sent).toHaveLength(3);
});

test('one pilot after another until one is accepted; a silent one holds the others twenty seconds', async () => {
  await world.askMany(4);
  await world.last().fail(world.http(400, 'prompt is too long'));
  expect(world.sent).toHaveLength(2);
  await world.clock.pass(19_999);
  expect(world.sent).toHaveLength(2);
  await world.clock.pass(1);
  expect(world.sent).toHaveLength(4);
});

test('an abort ends the wait for the pilot, and the pilot’s own lets the next one go', async () => {
  const [pilot, waiting] = [new AbortController(), new AbortController()];
  await world.ask({ signal: pilot.signal });
  await world.ask({ signal: waiting.signal });
  await world.ask();
  waiting.abort(new Error('cancelled'));
  await world.clock.pass(0);
  expect([world.ended.length, world.sent.length]).toEqual([1, 1]);
  pilot.abort(new Error('cancelled too'));
  await world.clock.pass(0);
  expect([world.ended.length, world.sent.length]).toEqual([2, 2]);
});

test('a provider that is down as the worker starts is asked three times and no more', async () => {
  await world.askMany(16);
  for (let i = 0; i < 3; i++) await world.last().fail(DOWN());
  await world.clock.pass(0);
  expect([world.sent.length, world.ended.length]).toEqual([3, 16]);
});
