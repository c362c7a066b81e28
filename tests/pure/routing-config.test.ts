import { join } from 'node:path';
import { loadRouting } from '../../config/routing-config';

const fixture = (name: string) => join(__dirname, '../fixtures/config', name);

async function problemsOf(routingPath: string): Promise<string[]> {
  const error = await loadRouting({ routingPath }).then(
    () => new Error('it was accepted'),
    (e: Error) => e,
  );
  expect(error).toMatchObject({ type: 'ConfigError' });
  return error.message.split('\n').map((line) => line.replace(`${routingPath}: `, ''));
}

test('which file: --routing, else the one beside scrum.toml, else the shipped one', async () => {
  const scrumTomlPath = fixture('beside/scrum.toml');
  expect((await loadRouting({ scrumTomlPath })).path).toBe(fixture('beside/routing.toml'));
  expect((await loadRouting({ scrumTomlPath, routingPath: fixture('routing-routes.toml') })).path).toBe(
    fixture('routing-routes.toml'),
  );
  expect((await loadRouting({ scrumTomlPath: fixture('full.toml') })).path).toMatch(
    /config[/\\]routing\.toml$/,
  );
});

test('a repository that is not trusted may not name the variable of a key', async () => {
  const scrumTomlPath = fixture('untrusted/scrum.toml');
  await expect(loadRouting({ scrumTomlPath, trusted: false })).rejects.toMatchObject({
    type: 'ConfigError',
    message: expect.stringContaining('providers.local.api_key_env is "AWS_SECRET_ACCESS_KEY"'),
  });
  await expect(loadRouting({ scrumTomlPath, trusted: true })).resolves.toMatchObject({
    path: fixture('untrusted/routing.toml'),
  });
  await expect(
    loadRouting({ scrumTomlPath: fixture('beside/scrum.toml'), trusted: false }),
  ).resolves.toBeDefined();
});

test('names every problem of form', async () => {
  const problems = await problemsOf(fixture('routing-wrong.toml'));
  expect(problems.sort()).toEqual(
    [
      'version is 2, expected 1.',
      'providers.cloud.kind is "olama", expected one of "ollama", "openai", "static".',
      'providers.cloud.base_url is "ftp://example.com", expected an http or https address without user name or password.',
      'providers.cloud.api_key_env is "sk-not-a-name", expected the name of an environment variable such as "OLLAMA_API_KEY" (never the key itself).',
      'unknown key providers.cloud.request_per_minute, did you mean requests_per_minute?',
      'models."m:120b".params_b is "120", expected a number from 0.001 to 1000000.',
      'ladders.review.rungs is an empty list, expected a list of model names, "static" last if at all.',
    ].sort(),
  );
});

test('names every name that is not there, static in the middle, and rule 1', async () => {
  const problems = await problemsOf(fixture('routing-names.toml'));
  expect(problems).toEqual([
    'models."gpt-oss:120b".provider is "clowd", expected the name of a provider under [providers], did you mean "cloud"?',
    'ladders.review.rungs[1] is "static", expected it to be the last rung.',
    'ladders.review.rungs[2] is "gpt-os:120b", expected the name of a model under [models] or "static", did you mean "gpt-oss:120b"?',
    'ladders.review.rungs[3] is "tiny:7b", expected each rung once.',
    'ladders.review.rungs[0] is "tiny:7b", of 7 billion parameters, expected a model with params_b of at least 120 (rule 1: ladders.review.min_params_b).',
    'ladders.second.rungs[0] is "unsized", of unknown size (no params_b), expected a model with params_b of at least 1 (rule 1: ladders.second.min_params_b).',
    'routes[0].ladder is "secnd", expected the name of a ladder under [ladders], did you mean "second"?',
    'routes[0].when.min_bytes is 10, expected at most max_bytes (5).',
    'ladders.reduce is missing, expected a table with rungs.',
  ]);
});
