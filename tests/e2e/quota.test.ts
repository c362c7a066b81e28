import type { FakeModelServer, FakeReply } from '../support/fake-model-server';
import { removeMade } from '../support/make-repo';
import { hopsOf, QuotaWorld } from '../support/quota-world';

const world = new QuotaWorld();
const counts: Record<string, number> = {};
jest.setTimeout(180_000);
afterAll(async () => {
  await world.close();
  removeMade();
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  process.stderr.write(`suite quota and failure: ${said.join(', ')}\n`);
});

/** Calls of a server that were answered with this status. */
const withStatus = (server: FakeModelServer, status: number): number =>
  server.calls.filter((call) => call.status === status).length;

test('a weekly limit on one provider: one call is wasted, every file is reviewed by the other', async () => {
  const a = await world.server({
    models: ['a1', 'a2'],
    script: () => ({ status: 429, body: { error: 'you have reached your weekly usage limit' } }),
  });
  const b = await world.server({
    models: ['b'],
    script: (call, answers) => ({ text: answers.markdownAnswer({ call }) }),
  });
  const models = [
    { name: 'a1', url: a.url },
    { name: 'a2', url: a.url, on: 0 },
    { name: 'b', url: b.url },
  ];
  const { result, rows, log } = await world.run(models, 40, 16);
  expect(a.calls).toHaveLength(1);
  expect(rows.map((row) => row.accepted_model)).toEqual(Array(40).fill('b'));
  expect(hopsOf(rows)).toEqual({ 'a1 closed': 40, 'b accepted': 40 });
  expect(rows[39]?.hops[0]?.reason).toMatch(
    /provider p0 is closed until \d{4}-.*: the endpoint answered 429: you have reached your weekly usage limit$/,
  );
  expect(result.code).toBe(0);
  expect(log).toMatch(/provider p0 is closed by a usage limit, asked again in 3600 s/);
  counts['calls wasted on a weekly limit by 40 files in 16 lanes'] = a.calls.length;
});

test('a provider that breaks in the middle is passed by, unasked while its circuit is open, and used again after its probe', async () => {
  const lanes = 4;
  let brokenAt = 0;
  const a = await world.server({
    models: ['a'],
    script: (call, answers): FakeReply => {
      // Sound for six calls, then broken until its probe has been answered.
      if (call.n <= 6) return { text: answers.markdownAnswer({ call }) };
      brokenAt ||= Date.now();
      const back = a.listings.at.some((at) => at >= brokenAt);
      return back ? { text: answers.markdownAnswer({ call }) } : { status: 503, body: { error: 'broken' } };
    },
  });
  // Every answer of the second takes a while, so that the loop outlasts the cool-down.
  const b = await world.server({
    models: ['b'],
    script: (call, answers) => ({ firstByteDelayMs: 700, text: answers.markdownAnswer({ call }) }),
  });
  const models = [
    { name: 'a', url: a.url },
    { name: 'b', url: b.url },
  ];
  const { result, rows, log } = await world.run(models, 80, lanes);
  expect(result.code).toBe(0);
  const failed = a.calls.filter((call) => call.status === 503);
  const opened = failed[2]?.endedAt ?? Number.NaN;
  const probed = a.listings.at.find((at) => at > opened) ?? Number.NaN;
  // Three open it; the other lanes may be out by then.
  expect(failed.length).toBeGreaterThanOrEqual(3);
  expect(failed.length).toBeLessThanOrEqual(3 + lanes - 1);
  const lastFailed = Math.max(...failed.map((call) => call.startedAt));
  const whileOpen = a.calls.filter((call) => call.startedAt > lastFailed && call.startedAt < probed);
  expect(whileOpen).toEqual([]);
  const after = a.calls.filter((call) => call.startedAt >= probed);
  expect(after.length).toBeGreaterThan(0);
  expect(after.every((call) => call.status === 200)).toBe(true);
  const hops = hopsOf(rows);
  expect(hops['b accepted']).toBeGreaterThan(0);
  expect((hops['a accepted'] ?? 0) + (hops['b accepted'] ?? 0)).toBe(80);
  expect(rows.flatMap((row) => row.hops).find((hop) => hop.outcome === 'closed')?.reason).toMatch(
    /the circuit of provider p0 is open since .*: the endpoint answered 503: broken$/,
  );
  expect(log).toMatch(/circuit of provider p0 is open[\s\S]*circuit of provider p0 is closed/);
  counts['failures before a circuit opened'] = failed.length;
  counts['calls while it was open'] = whileOpen.length;
  counts['calls after it closed'] = after.length;
});

test('a storm of 429s is weathered: nobody climbs, and each refusal is one lane’s', async () => {
  // Refuses the first four, then six in the middle, each for a short while: far from the five tries of one call.
  const refused = (n: number) => n <= 4 || (n > 20 && n <= 26);
  const a = await world.server({
    models: ['a'],
    script: (call, answers) =>
      refused(call.n)
        ? { status: 429, body: { error: 'slow down' }, headers: { 'retry-after-ms': '300' } }
        : { text: answers.markdownAnswer({ call }) },
  });
  const b = await world.server({ models: ['b'], script: () => ({ status: 500 }) });
  const { result, rows } = await world.run(
    [
      { name: 'a', url: a.url },
      { name: 'b', url: b.url },
    ],
    40,
    16,
  );
  expect(result.code).toBe(0);
  expect(hopsOf(rows)).toEqual({ 'a accepted': 40 });
  expect([a.calls.length, withStatus(a, 429), b.calls.length]).toEqual([50, 10, 0]);
  // At the start nobody knows the provider: the refusals come one by one, each after the wait of the one before.
  const first = a.calls.slice(0, 5).map((call) => call.startedAt);
  for (let i = 1; i < first.length; i++)
    expect((first[i] ?? 0) - (first[i - 1] ?? 0)).toBeGreaterThanOrEqual(295);
  counts['refusals weathered by 40 files in 16 lanes'] = withStatus(a, 429);
});

test('a plan of three calls at once under sixteen lanes: all are answered, none climbs', async () => {
  let inFlight = 0;
  const a = await world.server({
    models: ['a'],
    script: async (call, answers) => {
      if (inFlight >= 3) return { status: 429, body: { error: 'no concurrent request slot is free' } };
      inFlight += 1;
      await new Promise((done) => setTimeout(done, 40));
      inFlight -= 1;
      return { text: answers.markdownAnswer({ call }) };
    },
  });
  const { result, rows } = await world.run([{ name: 'a', url: a.url }], 40, 16);
  expect(result.code).toBe(0);
  expect(hopsOf(rows)).toEqual({ 'a accepted': 40 });
  expect(withStatus(a, 429)).toBeGreaterThan(0);
  expect(withStatus(a, 429)).toBeLessThan(40);
  counts['refusals for want of a slot, 40 files in 16 lanes on 3 slots'] = withStatus(a, 429);
});
