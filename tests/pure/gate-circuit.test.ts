import { DOWN, GateWorld } from '../support/gate-world';

let world: GateWorld;
beforeEach(() => {
  world = new GateWorld();
});

/** Opens the circuit by three failures in a row. */
async function goDown(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await world.ask();
    await world.last().fail(DOWN());
  }
  world.ended.length = 0;
  world.sent.length = 0;
}

test('three failures in a row open the circuit: calls then fail at once, unasked', async () => {
  await goDown();
  await world.ask();
  await world.ask();
  expect(world.sent).toHaveLength(0);
  const refused = {
    type: 'ProviderClosed',
    message:
      'the circuit of provider p is open since 2026-01-15T12:00:00.000Z: the connection failed (ECONNREFUSED)',
  };
  expect(world.ended).toEqual([refused, refused]);
  expect(world.log).toEqual([
    'the circuit of provider p is open, asked again in 5 s: the connection failed (ECONNREFUSED)',
  ]);
});

test('an answer between failures starts the count anew', async () => {
  for (const fails of [true, true, false, true, true]) {
    await world.ask();
    await (fails ? world.last().fail(DOWN()) : world.last().answer());
  }
  await world.ask();
  expect(world.sent).toHaveLength(6);
});

test.each([
  ['a model that is not there', 404, "model 'm' not found"],
  ['a prompt too long', 400, 'prompt is too long'],
  ['a bad request', 400, 'something is wrong with it'],
  ['a conflict', 409, 'try again'],
])('%s says nothing against the provider', async (_, status, error) => {
  for (let i = 0; i < 4; i++) {
    await world.ask({ model: `m${i}` });
    await world.last().fail(world.http(status, error));
  }
  await world.ask({ model: 'other' });
  expect(world.sent).toHaveLength(5);
  expect(world.log).toEqual([]);
});

test('a failure after the endpoint had accepted says nothing against it', async () => {
  for (let i = 0; i < 4; i++) {
    await world.ask();
    await world.last().accept();
    await world.last().fail(DOWN());
  }
  await world.ask();
  expect(world.sent).toHaveLength(5);
});

test('after the cool-down one probe and one pilot call close it', async () => {
  await goDown();
  await world.clock.pass(5000);
  await world.ask();
  await world.ask();
  expect([world.probes, world.sent.length]).toEqual([1, 1]);
  await world.last().accept();
  expect(world.sent).toHaveLength(2);
  for (const call of world.sent) await call.answer();
  expect(world.ended.map((end) => 'answer' in end)).toEqual([true, true]);
  expect(world.log.slice(1)).toEqual([
    'provider p is up again by its probe: one call is tried',
    'the circuit of provider p is closed: it answers again',
  ]);
});

test('while the probe is out, other calls fail at once', async () => {
  await goDown();
  await world.clock.pass(5000);
  let found: (probe: { up: false; reason: string }) => void = () => undefined;
  world.probe = new Promise((resolve) => {
    found = resolve;
  });
  await world.ask();
  await world.ask();
  expect([world.probes, world.ended.length]).toEqual([1, 1]);
  found({ up: false, reason: 'still away' });
  await world.clock.pass(0);
  expect(world.ended).toHaveLength(2);
  expect(world.ended[1]).toMatchObject({
    type: 'ProviderClosed',
    message: expect.stringMatching(/: still away$/),
  });
  expect(world.sent).toHaveLength(0);
});

test('the cool-down doubles up to five minutes, by probe or pilot, with jitter, and is short again after an answer', async () => {
  world.clock.chance = 0.5;
  await goDown();
  world.probe = { up: false, reason: 'away' };
  for (let i = 0; i < 7; i++) {
    await world.clock.pass(6 * 60_000);
    await world.ask();
  }
  const seconds = () => world.log.flatMap((line) => /again in (\d+) s/.exec(line)?.[1] ?? []).map(Number);
  expect(seconds()).toEqual([6, 11, 22, 44, 88, 176, 330, 330]);
  world.probe = { up: true, models: null };
  await world.clock.pass(6 * 60_000);
  await world.ask();
  await world.last().fail(DOWN());
  expect(seconds().at(-1)).toBe(330);
  await world.clock.pass(6 * 60_000);
  await world.ask();
  await world.last().answer();
  await goDown();
  expect(seconds().at(-1)).toBe(6);
});

test('the last resort is waited for: transient, back when the circuit is due', async () => {
  await goDown();
  await world.clock.pass(2000);
  await world.ask({ lastResort: true });
  expect(world.ended).toEqual([
    { type: 'ModelTransient', message: expect.stringContaining('is open since'), retryAfterMs: 3000 },
  ]);
  await world.clock.pass(3000);
  await world.ask({ lastResort: true });
  expect([world.probes, world.sent.length]).toEqual([1, 1]);
});

test('an abort while the probe is out ends the call and not the probe', async () => {
  await goDown();
  await world.clock.pass(5000);
  let found: (probe: { up: true; models: null }) => void = () => undefined;
  world.probe = new Promise((resolve) => {
    found = resolve;
  });
  const controller = new AbortController();
  await world.ask({ signal: controller.signal });
  controller.abort(new Error('cancelled'));
  await world.clock.pass(0);
  expect(world.ended).toMatchObject([{ message: 'cancelled' }]);
  found({ up: true, models: null });
  await world.clock.pass(0);
  await world.ask();
  expect([world.probes, world.sent.length]).toEqual([1, 1]);
});
