import { Command } from 'commander';
import { applyTwins } from '../../cli/apply-twins';
import { failOnFlag, withLoopFlags, type Flags } from '../../cli/flags';
import { inputFields, loopInputOf } from '../../cli/loop-input-of';
import type { CommandContext } from '../../cli/command-context';
import { Io } from '../../cli/io';
import { collectedWorld } from '../support/cli-world';

function parsed(args: string[], env: Record<string, string> = {}): Flags {
  const command = withLoopFlags(new Command('run')).addOption(failOnFlag()).exitOverride();
  command.configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: 'user' });
  applyTwins(command, env);
  return command.opts();
}

function contextOf(flags: Flags, env: Record<string, string> = {}): CommandContext {
  const world = collectedWorld(env, '/here');
  return { env, cwd: '/here', flags, io: new Io(world.stdout, world.stderr, flags, env), args: [] };
}

test('every flag of run has a twin, and the twin is read as the flag is', () => {
  const typed = parsed(
    [
      '--repo',
      'r',
      '--config',
      'c',
      '--routing',
      'x',
      '--state-dir',
      's',
      '--iterations',
      '3',
      '--include',
      'a',
      '--include',
      'b',
    ]
      .concat([
        '--exclude',
        'e',
        '--concurrency',
        '4',
        '--fix',
        'none',
        '--max-cost',
        '1.5',
        '--max-tokens',
        '100',
        '--offline',
      ])
      .concat(['--no-reuse', '--trust-repo-config', '--fail-on', 'high', '--json', '-q', '-v', '--no-color']),
  );
  const twins = parsed([], {
    SCRUM_REPO: 'r',
    SCRUM_CONFIG: 'c',
    SCRUM_ROUTING: 'x',
    SCRUM_STATE_DIR: 's',
    SCRUM_ITERATIONS: '3',
    SCRUM_INCLUDE: 'a,b',
    SCRUM_EXCLUDE: 'e',
    SCRUM_CONCURRENCY: '4',
    SCRUM_FIX: 'none',
    SCRUM_MAX_COST: '1.5',
    SCRUM_MAX_TOKENS: '100',
    SCRUM_OFFLINE: '1',
    SCRUM_NO_REUSE: 'yes',
    SCRUM_TRUST_REPO_CONFIG: 'true',
    SCRUM_FAIL_ON: 'high',
    SCRUM_JSON: '1',
    SCRUM_QUIET: 'on',
    SCRUM_VERBOSE: '1',
    SCRUM_NO_COLOR: '1',
  });
  expect(twins).toEqual(typed);
  expect(typed).toMatchObject({
    iterations: 3,
    include: ['a', 'b'],
    maxCost: 1.5,
    reuse: false,
    color: false,
  });
});

test('what is typed wins over the twin; a switch can be off', () => {
  expect(parsed(['--iterations', '2'], { SCRUM_ITERATIONS: '5' }).iterations).toBe(2);
  expect(parsed(['--include', 'a'], { SCRUM_INCLUDE: 'b' }).include).toEqual(['a']);
  expect(parsed([], { SCRUM_OFFLINE: '0', SCRUM_NO_REUSE: '0', SCRUM_ITERATIONS: ' ' })).toEqual({
    offline: false,
    reuse: true,
    color: true,
  });
});

test.each([
  [{ SCRUM_ITERATIONS: '0' }, /SCRUM_ITERATIONS is "0"\. Expected a whole number from 1 to 100/],
  [{ SCRUM_MAX_COST: 'much' }, /SCRUM_MAX_COST is "much"\. Expected a number from 0/],
  [{ SCRUM_FIX: 'model' }, /SCRUM_FIX is "model"\. Allowed choices are none/],
  [{ SCRUM_JSON: 'maybe' }, /SCRUM_JSON is "maybe", expected 1 or 0/],
])('a bad twin is named: %j', (env, message) => {
  expect(() => parsed([], env as Record<string, string>)).toThrow(message);
});

test.each([
  [['--iterations', '101']],
  [['--iterations', '1.5']],
  [['--max-cost', '-1']],
  [['--max-cost', '1e3']],
  [['--fix', 'model']],
  [['--fail-on', 'critical']],
])('a bad flag is refused: %j', (args) => {
  expect(() => parsed(args)).toThrow(/argument .* is invalid/);
});

test('flags and environment become the input; what was not given is absent', () => {
  expect(inputFields(contextOf({ color: true, reuse: true }))).toEqual({});
  const env = { LH_SCRUM_PROPOSAL: 'docs/WAVE.md', LH_SCRUM_SYSTEM_PROMPT: '/p.md' };
  const input = loopInputOf(
    contextOf({ reuse: false, maxCost: 0, offline: true, config: 'scrum.toml' }, env),
    '/repo',
  );
  expect(input).toEqual({
    repo: '/repo',
    noReuse: true,
    maxCostUsd: 0,
    offline: true,
    config: '/here/scrum.toml',
    proposal: 'docs/WAVE.md',
    systemPrompt: '/p.md',
  });
});
