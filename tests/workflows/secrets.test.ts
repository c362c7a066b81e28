import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ReviewRow } from '../../kb/streams';
import { buildReport } from '../../report/build-report';
import { renderJson } from '../../report/render-json';
import { renderMarkdown } from '../../report/render-markdown';
import * as messages from '../../workflows/messages';
import { ActivityWorld, text } from '../support/activity-world';
import { filesWithKey, formsIn, historiesOf } from '../support/find-key';
import { forensicAnswer } from '../support/forensic-answer';
import { timeSkipping } from '../support/loop-harness';
import { plantedSecrets, type PlantedSecret } from '../support/planted-secrets';
import { RealLoops } from '../support/real-loops';

jest.setTimeout(180_000);

const small = (name: string): string => `export function ${name}(a: number): number {\n  return a + 1;\n}\n`;
const lines = (secrets: readonly PlantedSecret[]): string => secrets.map((s) => `${s.line}\n`).join('');
const single = (seed: number): PlantedSecret[] =>
  plantedSecrets(seed).filter(({ line }) => !line.includes('\n'));

/** Each place with secrets of its own: none is masked because another place gave it away. */
const PLACES = {
  file: plantedSecrets(101),
  shards: plantedSecrets(102),
  proposal: single(103),
  systemPrompt: single(104),
  note: single(105).slice(0, 3),
  path: plantedSecrets(106).slice(0, 1),
  stores: plantedSecrets(107),
};
const inFile = `${small('first')}${lines(PLACES.file)}${small('last')}`;
const inShards = PLACES.shards
  .map(
    ({ line }, i) => `${Array.from({ length: 6 }, (_, n) => small(`part${i}_${n}`)).join('\n')}\n${line}\n`,
  )
  .join('\n');
const pathSecret = PLACES.path[0]?.line.match(/gh\w+/)?.[0] ?? '';
const FILES = {
  'src/config.ts': inFile,
  'src/big.ts': inShards,
  [`src/${pathSecret}.ts`]: small('named'),
  'docs/plan.md': `## Phase 1: keys\n\nUses \`src/config.ts\`.\n\n${lines(PLACES.proposal)}`,
  'docs/prompt.md': `You audit code.\n\n${lines(PLACES.systemPrompt)}`,
  '.env': lines(PLACES.stores),
  'deploy/id_ed25519': lines(PLACES.stores),
  'deploy/account.json': JSON.stringify({ private_key: PLACES.stores.at(-2)?.line, client_email: 'a@b' }),
};

let env: TestWorkflowEnvironment;
let world: ActivityWorld;
let loops: RealLoops;
let text_ = { sent: '', kept: '' };
let told = { secrets: 0, requests: 0, events: 0, files: 0, hits: 0 };

beforeAll(async () => {
  env = await timeSkipping();
  world = await ActivityWorld.over(FILES);
  let thin = 0;
  world.answer = async (request) => {
    const prompt = request.messages.map((m) => m.content).join('\n');
    // Every third answer is thin, so that retries are among what is sent.
    if (++thin % 3 === 0) return text('Looks fine to me.');
    const quoted = prompt.split('\n').filter((line) => line.includes('[masked:'));
    const defects = quoted.slice(0, 5).map((quote) => ({ claim: 'a secret is written here', quote }));
    return text(forensicAnswer(defects, 'return a + 1;'));
  };
  loops = await RealLoops.over(env, world);
  const handle = await loops.start(
    'secrets',
    { iterations: 2, include: ['**/*', '.env'], proposal: 'docs/plan.md', systemPrompt: 'docs/prompt.md' },
    {
      name: messages.observe.name,
      args: [{ file: 'src/config.ts', note: PLACES.note.map(({ line }) => line).join(' and ') }],
    },
  );
  await handle.result();
  text_.sent = JSON.stringify(world.asked.map(({ messages }) => messages.map((m) => m.content).join('\n')));
  const { text: history, events } = await historiesOf(
    env.client,
    handle.workflowId,
    handle.firstExecutionRunId,
  );
  text_.kept = history;
  told = { ...told, events, requests: world.asked.length };
});
afterAll(async () => {
  process.stderr.write(
    `suite secrets: ${told.secrets} planted, ${told.requests} requests, ${told.events} events and ${told.files} files looked through, ${told.hits} hits\n`,
  );
  await loops.close();
  await world.close();
  await env.teardown();
});

function hitsIn(where: string, secrets: readonly PlantedSecret[]): string[] {
  const hits = secrets.flatMap(({ kind, hidden }) => formsIn(where, hidden).map((form) => `${kind} ${form}`));
  told.hits += hits.length;
  return hits;
}

it.each(Object.entries(PLACES))('sends no secret of: %s', (_, secrets) => {
  told.secrets += secrets.length;
  expect(hitsIn(text_.sent, secrets)).toEqual([]);
});

it('has sent each place, whole, in shards, reduced and again after a thin answer', async () => {
  for (const part of [
    'You audit code.',
    '## Phase 1: keys',
    'review 1 of',
    'outline of the whole file',
    'part21_5',
  ])
    expect(text_.sent).toContain(part);
  expect(text_.sent).toMatch(/\[masked:github-token:\d+\]\S{0,8} and id: /);
  expect(text_.sent.match(/was not accepted|not accepted/)).not.toBeNull();
  expect(text_.sent).not.toContain(pathSecret);
  const rows = (await world.deps.kb.read('scrum_reviews', { loop_id: 'secrets' })) as unknown as ReviewRow[];
  expect(rows.map((row) => row.file)).toEqual(expect.arrayContaining(['src/config.ts', 'src/big.ts']));
  expect(rows.some((row) => row.hops.some((hop) => hop.outcome === 'thin'))).toBe(true);
});

it('sends no file that is a store of secrets, though a glob names it, and reports them', async () => {
  const rows = (await world.deps.kb.read('scrum_reviews', { loop_id: 'secrets' })) as unknown as ReviewRow[];
  const files = new Set(rows.map((row) => row.file));
  for (const store of ['.env', 'deploy/id_ed25519', 'deploy/account.json'])
    expect(files.has(store)).toBe(false);
  const report = await buildReport(world.deps.kb, 'secrets');
  expect(report.results[0]?.omissions).toMatchObject({ secret_store: 3 });
  expect(renderMarkdown(report)).toContain('left out: secret_store 3');
  const found = report.findings.filter((f) => f.rule === 'secret-store').map((f) => f.file);
  expect(found.sort()).toEqual(['.env', 'deploy/account.json', 'deploy/id_ed25519']);
});

it('keeps no secret: knowledge base, answers, histories, reports', async () => {
  const { stateDir } = world.deps;
  const all = [
    ...PLACES.file,
    ...PLACES.shards,
    ...PLACES.proposal,
    ...PLACES.systemPrompt,
    ...PLACES.stores,
  ];
  for (const { hidden } of [...all, ...PLACES.note]) {
    const { hits, files } = filesWithKey(stateDir, hidden);
    told.files = files;
    const outside = hits.filter((hit) => !hit.startsWith('content/'));
    told.hits += outside.length;
    expect(outside).toEqual([]);
  }
  expect(hitsIn(text_.kept, all)).toEqual([]);
  const report = await buildReport(world.deps.kb, 'secrets');
  for (const shown of [renderMarkdown(report), renderJson(report)])
    expect(hitsIn(shown, [...all, ...PLACES.note])).toEqual([]);
});

it('keeps the reviewed files themselves for their owner alone', () => {
  const content = join(world.deps.stateDir, 'content');
  const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(content, name),
  );
  const modes = files.filter((f) => statSync(f).isFile()).map((f) => statSync(f).mode & 0o077);
  expect(modes.length).toBeGreaterThan(5);
  expect(new Set(modes)).toEqual(new Set([0]));
});

it('grounds quotes of masked lines, and counts what was masked by kind', async () => {
  const rows = (await world.deps.kb.read('scrum_reviews', { loop_id: 'secrets' })) as unknown as ReviewRow[];
  const config = rows.find((row) => row.file === 'src/config.ts' && row.iteration === 2);
  expect(config?.secrets_masked).toBeGreaterThanOrEqual(PLACES.file.length);
  expect(config?.secrets_masked_by_kind).toMatchObject({ 'github-token': 1, 'stripe-key': 1 });
  const report = config?.report as { risk_points: { grounded?: boolean; evidence: { quote: string } }[] };
  const masked = report.risk_points.filter(({ evidence }) => evidence.quote.includes('[masked:'));
  expect(masked.length).toBeGreaterThan(2);
  expect(masked.filter(({ grounded }) => grounded === true).length).toBeGreaterThan(2);
  const sum = Object.values(config?.secrets_masked_by_kind ?? {}).reduce((a, b) => a + b, 0);
  expect(sum).toBe(config?.secrets_masked);
  const markdown = renderMarkdown(await buildReport(world.deps.kb, 'secrets'));
  expect(markdown).toMatch(/secrets masked: \d+ places in 4 files \(.*github-token/);
});
