import { join } from 'node:path';
import { defaultScrumConfig, loadScrumConfig, scrumConfigSchema } from '../../config/scrum-config';
import { readConfigText, parseToml } from '../../config/read-toml';
import { packageRoot } from '../../config/package-root';

const fixture = (name: string) => join(__dirname, '../fixtures/config', name);

async function problemsOf(name: string): Promise<string[]> {
  const error = await loadScrumConfig(fixture(name)).then(
    () => new Error('it was accepted'),
    (e: Error) => e,
  );
  expect(error).toMatchObject({ type: 'ConfigError' });
  return error.message.split('\n').map((line) => line.replace(`${fixture(name)}: `, ''));
}

test('without a file everything has its default', async () => {
  const config = await loadScrumConfig(undefined);
  expect(config).toEqual(defaultScrumConfig());
  expect(config.loop).toEqual({ iterations: 6, concurrency: 8, fix: 'none' });
  expect(config.shard).toEqual({ threshold_bytes: 6144, target_bytes: 3500, overrides: [] });
  expect(config.gate).toMatchObject({
    on_red: 'stop',
    wait_limit: 86_400_000,
    timeout_s: 1800,
    commands: [],
  });
  expect(config.gradient).toEqual({ auto_avg: 90, auto_min: 70, dry_run_avg: 70, block_min: 50 });
});

test('the example file states exactly the defaults', async () => {
  await expect(loadScrumConfig(join(packageRoot(), 'config/scrum.example.toml'))).resolves.toEqual(
    defaultScrumConfig(),
  );
});

test('the commented keys of the example are accepted too', async () => {
  const path = join(packageRoot(), 'config/scrum.example.toml');
  const text = (await readConfigText(path)).replaceAll(/^# (?=[\w[])/gm, '');
  const parsed = scrumConfigSchema.safeParse(parseToml(path, text.replace(/^Every key.*$/m, '')));
  expect(parsed.error?.issues).toBeUndefined();
  expect(parsed.data?.sweep.metrics[0]).toMatchObject({ name: 'allow_dead_code', target: 2 });
});

test('reads every section', async () => {
  const config = await loadScrumConfig(fixture('full.toml'));
  expect(config.loop).toEqual({
    iterations: 3,
    concurrency: 4,
    fix: 'none',
    max_cost_usd: 2.5,
    proposal: 'docs/WAVE.md',
  });
  expect(config.targets.expand).toEqual([{ from_iteration: 2, include: ['docs/**'] }]);
  expect(config.shard.overrides).toEqual([{ path: '**/handlers/**', threshold_bytes: 16384 }]);
  expect(config.gate).toMatchObject({ on_red: 'wait', wait_limit: 5_400_000, env: ['CARGO_HOME'] });
  expect(config.sweep.metrics.map((m) => m.name)).toEqual(['dead_code', 'lines']);
});

test('names every problem of a file: key, what was found, what is expected', async () => {
  const problems = await problemsOf('wrong.toml');
  expect(problems.sort()).toEqual(
    [
      'loop.iterations is 0, expected a whole number from 1 to 100.',
      'loop.concurrency is 2.5, expected a whole number from 1 to 500.',
      'loop.fix is "auto", expected one of "none".',
      'unknown key loop.iteration, did you mean iterations?',
      'targets.include is "src/**", expected a list: globs such as "src/**/*.ts".',
      'gate.wait_limit is "1 day", expected a duration such as "90s", "30m", "24h" or "2d" (units ms, s, m, h, d).',
      'gate.env[0] is "A-B", expected the name of an environment variable such as "CARGO_HOME".',
      'sweep.metrics[0] is a table, expected a table with exactly one of pattern and command.',
      'sweep.metrics[0].pattern is "(", expected a regular expression.',
      'unknown key gates, did you mean gate?',
    ].sort(),
  );
});

test('checks what belongs together', async () => {
  await expect(problemsOf('incoherent.toml')).resolves.toEqual([
    'shard.target_bytes is 2000, expected at most shard.threshold_bytes (1000).',
    'gradient.auto_avg is 60, expected at least gradient.dry_run_avg (70).',
    'sweep.metrics[1].name is "twice", expected a name used once.',
  ]);
});

test('a syntax error names file and line', async () => {
  const [problem] = await problemsOf('syntax.toml');
  expect(problem).toMatch(/^is not valid TOML at line 3: Unexpected character/);
});

test('a section this version does not know is an error', async () => {
  const [problem] = await problemsOf('later.toml');
  expect(problem).toBe(
    'unknown key observer, expected one of loop, targets, shard, gate, sweep, gradient, review.',
  );
});

test('a file that is not there is one sentence', async () => {
  await expect(loadScrumConfig(fixture('absent.toml'))).rejects.toMatchObject({
    type: 'ConfigError',
    message: `${fixture('absent.toml')}: cannot be read (ENOENT), expected a readable TOML file.`,
  });
});
