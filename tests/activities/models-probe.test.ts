import type { Routing } from '../../config/routing-config';
import { parseRouting } from '../../config/routing-config';
import { createProvider } from '../../models/create-provider';
import { probeProviders, providersInUse } from '../../models/probe-providers';
import { startFakeModelServer, type FakeModelServer, type FakeOptions } from '../support/fake-model-server';

const servers: FakeModelServer[] = [];
async function serve(options: FakeOptions): Promise<FakeModelServer> {
  const server = await startFakeModelServer(options);
  servers.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function routed(kind: string, url: string, key = ''): Routing {
  return parseRouting(
    'routing.toml',
    `version = 1
[providers.one]
kind = "${kind}"
base_url = "${url}"
${key}
[providers.idle]
kind = "ollama"
base_url = "http://127.0.0.1:9"
[models."m:1b"]
provider = "one"
context_tokens = 4096
[ladders.review]
rungs = ["m:1b", "static"]
[ladders.reduce]
rungs = ["m:1b"]`,
  );
}

const probe = (routing: Routing, env: Record<string, string> = {}) =>
  probeProviders(routing, (name) => env[name], new AbortController().signal);

test.each(['ollama', 'openai'])('%s: up, with its list', async (kind) => {
  const { url } = await serve({ models: ['m:1b', 'n:2b'] });
  await expect(probe(routed(kind, url))).resolves.toEqual([
    { name: 'one', usable: true, reason: '', models: ['m:1b', 'n:2b'] },
  ]);
});

test('only providers that a ladder climbs are probed', () => {
  expect(providersInUse(routed('ollama', 'http://127.0.0.1:9'))).toEqual(['one']);
});

test('a provider whose key is absent is not even asked', async () => {
  const server = await serve({ models: ['m:1b'] });
  const routing = routed('ollama', server.url, 'api_key_env = "ONE_KEY"');
  await expect(probe(routing)).resolves.toMatchObject([
    { usable: false, reason: 'the variable ONE_KEY with its key is not set' },
  ]);
  expect(server.listings.count).toBe(0);
  await expect(probe(routing, { ONE_KEY: 'k' })).resolves.toMatchObject([{ usable: true }]);
});

test.each(['ollama', 'openai'])('%s without a list of models is up', async (kind) => {
  const { url } = await serve({ listing: { status: 404, body: 'no list' } });
  await expect(probe(routed(kind, url))).resolves.toMatchObject([{ usable: true, models: null }]);
});

test('an endpoint in trouble is asked twice, then skipped with its reason', async () => {
  const server = await serve({ listing: { status: 503, body: { error: 'maintenance' } } });
  await expect(probe(routed('ollama', server.url))).resolves.toMatchObject([
    { usable: false, reason: 'the endpoint answered 503: maintenance' },
  ]);
  expect(server.listings.count).toBe(2);
});

test('an endpoint that is down, or no model server at all, is skipped', async () => {
  const server = await serve({});
  await server.close();
  await expect(probe(routed('ollama', server.url))).resolves.toMatchObject([
    { usable: false, reason: expect.stringContaining('ECONNREFUSED') },
  ]);
  const page = await serve({ listing: { status: 200, body: '<html>hello</html>' } });
  await expect(probe(routed('openai', page.url))).resolves.toMatchObject([
    { usable: false, reason: expect.stringContaining('no list of models') },
  ]);
});

test('a refused key makes it unusable', async () => {
  const { url } = await serve({ listing: { status: 401, body: { error: 'bad key k-0123456789' } } });
  const routing = routed('openai', url, 'api_key_env = "ONE_KEY"');
  await expect(probe(routing, { ONE_KEY: 'k-0123456789' })).resolves.toMatchObject([
    { usable: false, reason: 'the endpoint answered 401: bad key ***' },
  ]);
});

test('the embedded reviewer has no endpoint', () => {
  expect(() =>
    createProvider('static', { kind: 'static', max_concurrent: 1, timeout_s: 1 }, undefined),
  ).toThrow('expected one with a base_url');
});
