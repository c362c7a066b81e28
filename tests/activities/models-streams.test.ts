import * as fc from 'fast-check';
import { estimateTokens } from '../../models/estimate-tokens';
import { httpCall, readAll } from '../../models/http-call';
import { callCost } from '../../models/price';
import { splitLines } from '../../models/split-lines';
import { sseData } from '../../models/sse-data';
import { stripThinking } from '../../models/strip-thinking';
import { startFakeModelServer } from '../support/fake-model-server';

async function* cutAt(text: string, cuts: number[]): AsyncGenerator<string> {
  const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (let i = 1; i < at.length; i++) yield text.slice(at[i - 1], at[i]);
}

async function all(source: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const item of source) found.push(item);
  return found;
}

const line = fc.stringMatching(/^[a-z{}": é🦀]{0,12}$/u);

test('lines come out the same wherever the stream is cut', async () => {
  const property = fc.asyncProperty(
    fc.array(line),
    fc.constantFrom('\n', '\r\n'),
    fc.array(fc.nat()),
    async (lines, eol, cuts) => {
      const found = await all(splitLines(cutAt(lines.map((l) => l + eol).join(''), cuts)));
      expect(found).toEqual(lines);
    },
  );
  await fc.assert(property);
});

test('events come out the same wherever the stream is cut', async () => {
  const data = fc.array(fc.stringMatching(/^[a-z{]{1,12}$/), { minLength: 1, maxLength: 3 });
  const property = fc.asyncProperty(
    fc.array(data),
    fc.constantFrom('\n', '\r\n'),
    fc.array(fc.nat()),
    async (events, eol, cuts) => {
      const text = events
        .map((lines) => `: ping${eol}event: x${eol}${lines.map((l) => `data: ${l}${eol}`).join('')}${eol}`)
        .join('');
      expect(await all(sseData(cutAt(text, cuts)))).toEqual(events.map((lines) => lines.join('\n')));
    },
  );
  await fc.assert(property);
});

test('a response over the cap is cut, and that is known', async () => {
  const server = await startFakeModelServer({ listing: { status: 200, body: 'x'.repeat(300_000) } });
  const call = {
    method: 'GET' as const,
    url: `${server.url}/api/tags`,
    headers: {},
    signal: new AbortController().signal,
    totalMs: 20_000,
    idleMs: 20_000,
  };
  const read = (maxBytes: number) =>
    httpCall({ ...call, maxBytes }, async (response) => ({
      length: (await readAll(response)).length,
      cut: response.wasCut(),
    }));
  expect(await read(400_000)).toEqual({ length: 300_000, cut: false });
  const small = await read(100_000);
  expect(small.cut).toBe(true);
  expect(small.length).toBeLessThanOrEqual(100_000);
  await server.close();
});

test('a thinking wrapper ends at its first closing tag: nothing after it is hidden', () => {
  expect(stripThinking('<think>a</think>b</think>c')).toEqual({ text: 'b</think>c', reasoning: 'a' });
  expect(stripThinking('x<think>a</think>')).toEqual({ text: 'x<think>a</think>', reasoning: '' });
});

test.each([
  [{ usd_per_mtok_in: 2, usd_per_mtok_out: 10 }, 1000, 100, 0.003],
  [{ usd_per_mtok_in: 0, usd_per_mtok_out: 0 }, null, null, 0],
  [{ usd_per_mtok_in: 2, usd_per_mtok_out: 10 }, 1000, null, null],
  [{ usd_per_mtok_in: 2 }, 1000, 100, null],
  [{}, 1000, 100, null],
])('cost by %j of %p and %p tokens', (model, prompt, completion, usd) => {
  const cost = callCost(model, prompt, completion);
  if (usd === null) expect(cost).toBeNull();
  else expect(cost).toBeCloseTo(usd, 12);
});

test('tokens by language; long runs of one character are few', () => {
  expect(estimateTokens('ab'.repeat(400), 'rust')).toBe(200);
  expect(estimateTokens('ab'.repeat(400), 'toml')).toBe(400);
  expect(estimateTokens('漢字'.repeat(100))).toBe(150);
  expect(estimateTokens(' '.repeat(10_000))).toBe(2);
});
