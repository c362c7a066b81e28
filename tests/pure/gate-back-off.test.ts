import { Slots } from '../../models/gate/slots';
import { GateWorld } from '../support/gate-world';

let world: GateWorld;
const BUSY = 'too many requests: no concurrent request slot is free';
beforeEach(async () => {
  world = new GateWorld(8);
  await world.prove();
});

test.each([
  [0, 7000],
  [0.5, 7700],
  [0.999, 8399],
])('Retry-After is never shortened, and spread by chance (%p)', async (chance, wait) => {
  world.clock.chance = chance;
  await world.ask();
  await world.last().fail(world.http(429, 'slow down', { 'retry-after': '7' }));
  expect(world.ended).toMatchObject([{ type: 'ModelTransient', retryAfterMs: wait }]);
});

test('a short wait gets at most 50 ms more', async () => {
  world.clock.chance = 0.999;
  await world.ask();
  await world.last().fail(world.http(429, 'slow down', { 'retry-after-ms': '100' }));
  expect(world.ended).toMatchObject([{ retryAfterMs: 150 }]);
});

test('one refusal holds every lane until it is over, each with its own spread', async () => {
  await world.ask();
  const refused = world.last();
  await refused.fail(world.http(429, 'slow down', { 'retry-after': '10' }));
  for (const chance of [0, 0.25, 0.5]) {
    world.clock.chance = chance;
    await world.ask();
  }
  await world.clock.pass(9999);
  expect(world.sent).toHaveLength(1);
  await world.clock.pass(2000);
  expect(world.sent.slice(1).map((call) => call.at - refused.at)).toEqual([10_000, 10_500, 11_000]);
});

test('a wait of more than twenty seconds goes back to the server, unasked', async () => {
  await world.ask();
  await world.last().fail(world.http(429, 'slow down', { 'retry-after': '21' }));
  await world.ask();
  expect(world.sent).toHaveLength(1);
  expect(world.ended[1]).toEqual({
    type: 'ModelTransient',
    message: 'it was asked to wait: the endpoint answered 429: slow down',
    retryAfterMs: 21_000,
  });
});

test('without Retry-After the wait doubles with each round of refusals; calls sent together count once', async () => {
  await world.askMany(4);
  for (const call of world.sent) await call.fail(world.http(429, 'slow down'));
  expect(world.ended.map((end) => 'type' in end && end.retryAfterMs)).toEqual([500, 500, 500, 500]);
  await world.clock.pass(500);
  await world.ask();
  await world.last().fail(world.http(429, 'slow down'));
  expect(world.ended[4]).toMatchObject({ retryAfterMs: 1000 });
});

test('in a storm one call tries for all', async () => {
  await world.ask();
  await world.last().fail(world.http(429, 'slow down', { 'retry-after': '1' }));
  await world.clock.pass(1000);
  await world.askMany(3);
  expect(world.sent).toHaveLength(4);
  for (const call of world.sent.slice(1))
    await call.fail(world.http(429, 'slow down', { 'retry-after': '1' }));
  await world.askMany(6);
  await world.clock.pass(1000);
  expect(world.sent).toHaveLength(5);
  await world.last().accept();
  expect(world.sent).toHaveLength(10);
});

test('a hold is abortable', async () => {
  await world.ask();
  await world.last().fail(world.http(429, 'slow down', { 'retry-after': '10' }));
  const controller = new AbortController();
  await world.ask({ signal: controller.signal });
  controller.abort(new Error('cancelled'));
  await world.clock.pass(0);
  expect(world.ended[1]).toMatchObject({ message: 'cancelled' });
  expect(world.clock.waiting).toBe(0);
});

test('a want of slots halves the calls in flight once, with jitter, and holds nobody for longer', async () => {
  world.clock.chance = 0.5;
  await world.askMany(12);
  expect(world.sent).toHaveLength(8);
  for (const call of world.sent.slice(0, 4)) await call.fail(world.http(429, BUSY));
  expect(world.ended.map((end) => 'type' in end && end.retryAfterMs)).toEqual([750, 750, 750, 750]);
  expect(world.sent).toHaveLength(8);
  await world.sent[4]?.answer();
  expect(world.sent).toHaveLength(9);
});

test('slots: halved per round, never below one, grown by one per round of answers, never above the most', () => {
  const slots = new Slots(4);
  const taken = [slots.take(), slots.take(), slots.take(), slots.take()];
  expect(slots.free).toBe(false);
  for (const epoch of taken) slots.refused(epoch);
  expect(slots.limit).toBe(2);
  slots.refused(slots.take());
  slots.refused(slots.take());
  expect(slots.limit).toBe(1);
  const limits: number[] = [];
  for (let i = 0; i < 12; i++) {
    slots.answered();
    limits.push(slots.limit);
  }
  expect(limits).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
});
