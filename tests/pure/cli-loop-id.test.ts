import { loopIdOf, normalisedInput } from '../../cli/loop-id';

const repo = '/srv/code/shop';

test('the id is the name and six hex digits', () => {
  expect(loopIdOf('shop', { repo })).toMatch(/^shop-[0-9a-f]{6}$/);
});

test.each([
  [{ repo, iterations: 6 }],
  [{ concurrency: 8, repo, fix: 'none' as const }],
  [{ repo, include: [], exclude: [] }],
  [{ repo, offline: false, noReuse: false, maxTokens: undefined }],
])('defaults and empty lists make no other loop: %j', (input) => {
  expect(loopIdOf('shop', input)).toBe(loopIdOf('shop', { repo }));
});

test('the order of keys and globs, and a glob given twice, make no other loop', () => {
  const one = normalisedInput({ repo, include: ['b/**', 'a/**'], maxTokens: 5 });
  const other = normalisedInput({ maxTokens: 5, include: ['a/**', 'b/**', 'a/**'], repo });
  expect(one).toBe(other);
});

test.each([
  [{ repo: '/srv/code/shop2' }],
  [{ repo, iterations: 5 }],
  [{ repo, include: ['a/**'] }],
  [{ repo, exclude: ['a/**'] }],
  [{ repo, maxCostUsd: 0 }],
  [{ repo, offline: true }],
  [{ repo, config: '/etc/scrum.toml' }],
])('what changes the review makes another loop: %j', (input) => {
  expect(loopIdOf('shop', input)).not.toBe(loopIdOf('shop', { repo }));
});
