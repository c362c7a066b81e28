import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { gateEnvironment } from '../../gate/gate-environment';
import { cli, CliRun, endpointsOf, rowsOf, storedAnswers } from '../support/cli-run';
import {
  startFakeModelServer,
  type FakeAnswers,
  type FakeCall,
  type FakeReply,
} from '../support/fake-model-server';
import { allHistories, filesWithKey, formsIn } from '../support/find-key';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';
import { hopsOf, smallFiles } from '../support/quota-world';
import { quotedKey } from '../support/quoted-key';
import { until } from '../support/until';

/** Of no service; its characters are those that encodings change. */
const KEY = 'sk-Sentinel/8f+A9"q&<x>=7Zq41/end';
const FILES = 36;
const counts = { echoes: 0, files: 0, bytes: 0, events: 0, outputs: 0, hits: 0 };

jest.setTimeout(180_000);
afterAll(() => {
  removeMade();
  process.stderr.write(
    `suite keys: ${counts.echoes} echoes of a key in ${Object.keys(quotedKey(KEY)).length} forms; searched ` +
      `${counts.files} files (${counts.bytes} bytes), ${counts.events} history events, ${counts.outputs} outputs; ` +
      `${counts.hits} hits\n`,
  );
});

/** What the endpoint has seen of the key, quoted in the n-th form. */
function echoOf(call: FakeCall, n: number): string {
  const sent = String(call.headers['authorization']);
  const forms = Object.values(quotedKey(sent.replace(/^Bearer /, '')));
  counts.echoes += 1;
  return `${forms[n % forms.length]} and Authorization: ${sent} and ${Buffer.from(sent).toString('base64')}`;
}

/** An endpoint that fails in every way it can and quotes the key in each. */
function failing(call: FakeCall): FakeReply {
  const n = Number(/f(\d\d)/.exec(call.path ?? '')?.[1] ?? 0);
  const echo = echoOf(call, n);
  const page = `<html><head><title>Oops</title></head><body><pre>${echo}</pre></body></html>`;
  const kinds: FakeReply[] = [
    { status: 400, body: { error: { message: `bad request ${echo}` } } },
    { status: 400, body: page, headers: { 'content-type': 'text/html' } },
    { status: 200, body: page, headers: { 'content-type': 'text/html' } },
    { text: 'so far ', streamError: { message: `upstream said ${echo}` } },
    { status: 409, body: { error: echo }, headers: { 'x-echo': KEY } },
    { status: 429, body: { error: `slow down ${echo}` }, headers: { 'retry-after': KEY } },
    { text: `${echo} and on`, truncateAt: 400, afterCut: 'end', finish: null, noDone: true },
  ];
  const reply = kinds[n % kinds.length] ?? {};
  return call.nOfPath > 1 ? { status: 400, body: `again ${echo}` } : reply;
}

const refusing = (call: FakeCall): FakeReply => ({
  status: 401,
  body: { error: { message: `Incorrect API key provided: ${echoOf(call, 0)}` } },
  headers: { 'www-authenticate': `Bearer realm="${encodeURIComponent(KEY)}"` },
});

/** A sound review that quotes the key in its text. */
function answering(call: FakeCall, answers: FakeAnswers): FakeReply {
  const echo = echoOf(call, call.n);
  const text = answers.markdownAnswer({ call });
  return { text: `${text}\n\nYou sent me ${echo}.\n`, thinking: `the key is ${echo}` };
}

test('a key that every endpoint echoes comes out nowhere', async () => {
  const servers = await Promise.all([
    startFakeModelServer({ models: ['failing', KEY], script: failing }),
    startFakeModelServer({ models: ['refusing'], script: refusing }),
    startFakeModelServer({ models: ['answering'], script: answering }),
  ]);
  const [a, b, c] = servers;
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const routing = writeRouting(dir, [
    { name: 'failing', url: a.url, apiKeyEnv: 'SENTINEL_KEY', kind: 'ollama' },
    { name: 'refusing', url: b.url, apiKeyEnv: 'SENTINEL_KEY' },
    { name: 'answering', url: c.url, apiKeyEnv: 'SENTINEL_KEY' },
  ]);
  const config = join(dir, 'scrum.toml');
  const gateSaw = join(dir, 'gate-environment.txt');
  writeFileSync(config, `[gate]\ncommands = ["env > '${gateSaw}'"]\n`);
  const env = { SENTINEL_KEY: KEY };
  const common = ['--state-dir', stateDir, '--routing', routing, '--config', config];
  const dev = new CliRun(['dev', '-v', ...common], { env });
  const outputs: string[] = [];
  const run = async (...args: string[]) => {
    const result = await cli([...args, '--state-dir', stateDir], { env });
    outputs.push(result.stdout, result.stderr);
    return result;
  };
  try {
    const { temporal } = await endpointsOf(stateDir);
    await until('the services are ready', () => dev.stderr.length > 0);
    const repo = makeRepo(smallFiles(FILES));
    const started = await run('start', repo.dir, '--wait', '--iterations', '1', '--concurrency', '8');
    expect(started.code).toBe(0);
    const id = started.stdout.trim();
    for (const format of ['md', 'json']) expect((await run('report', id, '--format', format)).code).toBe(0);
    await run('status', id, '--json');
    await run('list');
    await run('doctor', '--routing', routing);
    await run('kb', 'export');

    const connection = await Connection.connect({ address: temporal.address });
    const histories = await allHistories(new Client({ connection, namespace: temporal.namespace }));
    await connection.close();
    counts.events = histories.events;
    counts.hits += formsIn(histories.text, KEY).length;
    expect(histories.text).toContain('src/f00.ts');
    expect(formsIn(histories.text, KEY)).toEqual([]);
  } finally {
    dev.kill('SIGTERM');
    const { stdout, stderr } = await dev.done;
    outputs.push(stdout, stderr);
    await Promise.all(servers.map((server) => server.close()));
  }
  const rows = rowsOf(stateDir);
  const hops = hopsOf(rows);
  expect(rows.map((row) => row.accepted_model)).toEqual(Array(FILES).fill('answering'));
  expect(hops).toMatchObject({ 'refusing auth': FILES, 'answering accepted': FILES });
  expect(b.calls).toHaveLength(1);
  expect(a.calls.length).toBeGreaterThanOrEqual(FILES);
  expect(storedAnswers(stateDir).some((text) => /You sent me \S*\*\*\*/.test(text))).toBe(true);

  const state = filesWithKey(stateDir, KEY);
  const said = outputs.flatMap((output) => formsIn(output, KEY));
  Object.assign(counts, { files: state.files, bytes: state.bytes, outputs: outputs.length });
  counts.hits += state.hits.length + said.length;
  expect(state.hits).toEqual([]);
  expect(said).toEqual([]);
  // The gate's command had an environment, and no key in it.
  const gate = readFileSync(gateSaw, 'utf8');
  expect(gate).toMatch(/^PATH=/m);
  expect(formsIn(gate, KEY)).toEqual([]);
  expect(gate).not.toContain('SENTINEL_KEY');
});

test('the search finds every form it looks for, in plain and in base64 behind anything', () => {
  for (const [name, form] of Object.entries(quotedKey(KEY)))
    expect(formsIn(`x${form}y`, KEY)).toContain(name);
  for (const before of ['', 'a', 'ab', 'Bearer ', 'user:'])
    expect(formsIn(Buffer.from(`${before}${KEY}z`).toString('base64'), KEY)).toContain('base64 core');
});

test('commands get an allow-listed environment: no key of a provider is in it', () => {
  const env = { PATH: '/bin', OLLAMA_API_KEY: KEY, OPENAI_API_KEY: KEY, SENTINEL_KEY: KEY, HOME: '/home' };
  expect(gateEnvironment([], env)).toEqual({ PATH: '/bin', HOME: '/home' });
});
