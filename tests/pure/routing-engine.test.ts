import { join } from 'node:path';
import { loadRouting, offlineRouting, type Routing } from '../../config/routing-config';
import { chooseLadder, climbableRungs } from '../../models/routing-engine';
import type { ProviderHealth } from '../../models/probe-providers';

let routing: Routing;
beforeAll(async () => {
  const routingPath = join(__dirname, '../fixtures/config/routing-routes.toml');
  ({ routing } = await loadRouting({ routingPath }));
});

const up = (name: string, models: string[] | null = null): ProviderHealth => ({
  name,
  usable: true,
  reason: '',
  models,
});
const down = (name: string, reason: string): ProviderHealth => ({
  name,
  usable: false,
  reason,
  models: null,
});

test.each([
  [
    'a large file in tools',
    { task: 'review', path: 'src/tools/a.rs', bytes: 10_000, language: 'rust' },
    'large_handler',
  ],
  [
    'a small file in tools',
    { task: 'review', path: 'src/tools/a.rs', bytes: 9_999, language: 'rust' },
    'review',
  ],
  [
    'a hidden folder in tools',
    { task: 'review', path: '.x/tools/.y/a.rs', bytes: 20_000, language: 'rust' },
    'large_handler',
  ],
  ['another task', { task: 'reduce', path: 'src/tools/a.rs', bytes: 20_000, language: 'rust' }, 'reduce'],
  ['a short document', { task: 'review', path: 'a.md', bytes: 500, language: 'markdown' }, 'docs'],
  ['a long document', { task: 'review', path: 'a.md', bytes: 501, language: 'markdown' }, 'review'],
] as const)('routes %s', (_, file, ladder) => expect(chooseLadder(routing, file)).toBe(ladder));

test('a task without a ladder is a config error', () => {
  expect(() => chooseLadder(routing, { task: 'audit', path: 'a', bytes: 1, language: 'text' })).toThrow(
    'ladders.audit is missing',
  );
});

test('all up: every rung but static, those below rule 1 or of unknown size capped', () => {
  const { rungs, staticOnly, notices } = climbableRungs(routing, 'review', [up('cloud'), up('other')]);
  expect(rungs).toEqual([
    {
      model: 'mid:120b',
      provider: 'other',
      taskQueue: 'scrum-loop-model-other',
      attempts: 3,
      capped: false,
      timeoutS: 600,
    },
    {
      model: 'small:20b',
      provider: 'cloud',
      taskQueue: 'scrum-loop-model-cloud',
      attempts: 3,
      capped: true,
      timeoutS: 300,
    },
    {
      model: 'unsized',
      provider: 'other',
      taskQueue: 'scrum-loop-model-other',
      attempts: 3,
      capped: true,
      timeoutS: 600,
    },
  ]);
  expect({ staticOnly, notices }).toEqual({ staticOnly: false, notices: [] });
});

test('an endpoint down and a missing tag are skipped, and said', () => {
  const health = [down('cloud', 'the variable CLOUD_KEY with its key is not set'), up('other', ['mid:120b'])];
  const { rungs, notices } = climbableRungs(routing, 'review', health);
  expect(rungs.map((r) => r.model)).toEqual(['mid:120b']);
  expect(notices).toEqual([
    'Provider cloud is skipped: the variable CLOUD_KEY with its key is not set.',
    'Model unsized is skipped: provider other does not list it.',
  ]);
});

test('latest is the default tag', () => {
  const { rungs } = climbableRungs(routing, 'review', [
    down('cloud', 'x'),
    up('other', ['mid:120b', 'unsized:latest']),
  ]);
  expect(rungs.map((r) => r.model)).toEqual(['mid:120b', 'unsized']);
});

test('static is used only where the ladder names it and nothing else is usable', () => {
  const none = [down('cloud', 'x'), down('other', 'y')];
  const { rungs, staticOnly } = climbableRungs(routing, 'review', none);
  expect(staticOnly).toBe(true);
  expect(rungs).toEqual([
    {
      model: 'static',
      provider: 'static',
      taskQueue: 'scrum-loop-model-static',
      attempts: 1,
      capped: true,
      timeoutS: 120,
    },
  ]);
  expect(climbableRungs(routing, 'docs', none)).toMatchObject({ rungs: [], staticOnly: false });
});

test('offline, every ladder is static, whatever is up', () => {
  const offline = offlineRouting(routing);
  for (const ladder of Object.keys(offline.ladders)) {
    expect(climbableRungs(offline, ladder, [])).toMatchObject({
      staticOnly: true,
      rungs: [{ model: 'static' }],
      notices: [],
    });
  }
});
