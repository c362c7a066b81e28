import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureExit, known } from '../../cli/failure-exit';
import { runCli } from '../../cli/run-cli';
import { FAILURES, TypedFailure, type FailureType } from '../../failures/table';
import { collectedWorld } from '../support/cli-world';

async function cli(args: string[], env: Record<string, string> = {}, cwd = '/') {
  const world = collectedWorld(env, cwd);
  return { code: await runCli(args, world), out: world.out(), err: world.err() };
}

test.each(['--help', '--version', 'help', 'run --help'])(
  '%s is an answer on stdout, exit 0',
  async (line) => {
    const { code, out, err } = await cli(line.split(' '));
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toBe('');
  },
);

test.each([
  ['rnu', /Did you mean run\?/],
  ['run --iteration 2', /Did you mean --iterations\?/],
  ['run --iterations two', /Expected a whole number from 1 to 100/],
  ['run --fix model', /Allowed choices are none/],
  ['run one two', /too many arguments/],
  ['status', /missing required argument 'loop'/],
  ['', /Usage: scrum-loop/],
  ['report x --format sarif', /--format is "sarif", expected md or json/],
  [
    'override x --decision approve --reason y',
    /found none, expected exactly one of --file, --gate, --wave, --loop/,
  ],
  ['override x --gate --loop --decision approve --reason y', /found --gate and --loop/],
  ['override x --gate --reason y', /decision: found undefined, expected one of approve/],
  ['override x --gate --decision skip', /reason: found undefined, expected a text/],
  ['observe x --file a', /note: found undefined, expected a text/],
  ['kb query scrum_review', /Unknown stream "scrum_review", did you mean scrum_reviews\?/],
  ['kb query audits --where verdict', /--where is "verdict", expected field=value/],
  ['kb export', /expected --output DIR for all streams/],
  ['sweep --fail-on fail', /expected high, medium or low: a sweep gives no verdicts/],
  ['worker --only reviews', /--only is "reviews", expected review, model, build/],
  ['run ext::sh', /names a transport helper/],
  ['run a --repo b', /The repository is given twice/],
])('"%s" is a usage error, exit 2', async (line, message) => {
  const { code, out, err } = await cli(line.split(' ').filter((word) => word !== ''));
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('a folder that is no repository is refused before anything is made in it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'cli-'));
  const { code, err } = await cli(['run', dir]);
  expect(code).toBe(2);
  expect(err).toContain(FAILURES.RepositoryError.next);
  rmSync(dir, { recursive: true });
});

test.each(['status x', 'watch x', 'list', 'pause x', 'start', 'cancel x'])(
  '%s without services ends with 4 and one sentence',
  async (line) => {
    const dir = mkdtempSync(join(tmpdir(), 'cli-'));
    const args = line === 'start' ? ['start', process.cwd()] : line.split(' ');
    const { code, out, err } = await cli([...args, '--state-dir', dir], {}, dir);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain(`No services run for ${dir}`);
    rmSync(dir, { recursive: true });
  },
);

test('each failure of the table has its exit code and sentence, and the advice its sentence lacks', () => {
  for (const type of Object.keys(FAILURES) as FailureType[]) {
    const ended = failureExit(new TypedFailure(type, 'It is so.'));
    expect(ended).toEqual(known(type, 'It is so.'));
    expect(ended.code).toBe(FAILURES[type].exitCode);
    expect(ended.lines[0]).toBe('It is so.');
  }
  expect(known('ServicesError', 'x').lines[1]).toBe(FAILURES.ServicesError.next);
  expect(known('ConfigError', 'x').lines).toEqual(['x']);
});

test('what the server or a model says reaches the terminal without control characters', async () => {
  const { err } = await cli(['kb', 'query', '\u001b]0;owned\u0007x']);
  expect(err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
