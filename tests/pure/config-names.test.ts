import * as fc from 'fast-check';
import { parseDuration } from '../../config/duration';
import { describeValue, keyPath } from '../../config/describe-value';
import { suggestName } from '../../config/suggest-name';

test.each([
  ['250ms', 250],
  ['90s', 90_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
  ['0s', undefined],
  ['24', undefined],
  ['h', undefined],
  ['-1h', undefined],
  ['1e9d', undefined],
])('duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each([
  ['iteration', 'iterations'],
  ['iteratoins', 'iterations'],
  ['max-cost-usd', 'max_cost_usd'],
  ['cost', undefined],
  ['ITERATIONS', 'iterations'],
])('did you mean: %s', (typed, meant) => {
  expect(suggestName(typed, ['iterations', 'concurrency', 'fix', 'max_cost_usd'])).toBe(meant);
});

test('a known name always suggests itself', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_]{1,12}$/), { minLength: 1 }), (names) => {
      for (const name of names) expect(suggestName(name, names)).toBe(name);
    }),
  );
});

test('key paths are written as TOML writes them, values stay short', () => {
  expect(keyPath(['models', 'gpt-oss:120b', 'params_b'])).toBe('models."gpt-oss:120b".params_b');
  expect(keyPath(['routes', 2, 'when', 'path'])).toBe('routes[2].when.path');
  expect(describeValue('x'.repeat(500)).length).toBeLessThan(100);
  expect(describeValue({ a: 1 })).toBe('a table');
  expect(describeValue([1, 2])).toBe('a list of 2');
});
