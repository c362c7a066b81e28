import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PagedTarget } from '../../activities/contract';
import type { ObservationRow } from '../../kb/streams';
import { isSecretStoreName, isSecretStoreText } from '../../source/secrets/secret-stores';
import { ActivityWorld, text } from '../support/activity-world';
import { plantedSecrets } from '../support/planted-secrets';

const { named, other, texts } = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/secrets/stores.json'), 'utf8'),
) as { named: string[]; other: string[]; texts: { path: string; text: string[]; store: boolean }[] };

const PLAIN = 'export const one = 1;\n';
let world: ActivityWorld | undefined;
let refused = 0;
afterEach(async () => {
  await world?.close();
  world = undefined;
});
afterAll(() =>
  process.stderr.write(
    `suite secret stores: ${named.length} names, ${texts.length} texts, ${refused} documents refused\n`,
  ),
);

/** The sentence with which a call is refused. */
async function refusal(work: Promise<unknown>): Promise<string> {
  refused += 1;
  return work.then(
    () => 'not refused',
    (cause: Error) => cause.message,
  );
}

it.each(named)('takes %s for a secret store', (path) => expect(isSecretStoreName(path)).toBe(true));
it.each(other)('takes %s for none', (path) => expect(isSecretStoreName(path)).toBe(false));
it.each(texts.map(({ path, text, store }, i) => [i, path, store, text.join('')] as const))(
  'text %i of %s is a secret store: %s',
  (_, path, store, content) => expect(isSecretStoreText(path, content)).toBe(store),
);

it('leaves stores out though they are named, and sends them masked when the operator says so', async () => {
  const [secret] = plantedSecrets(5);
  const files = { 'a.ts': PLAIN, '.env': `${secret?.line}\nA=1\n`, 'x/secrets.json': '{"a": "b"}\n' };
  world = await ActivityWorld.over(files, { include: ['**/*', '.env'] });
  const shy = await world.targets();
  expect([...shy.byPath.keys()]).toEqual(['a.ts']);
  const { omissions } = await world.activities.selectTargets({
    ref: world.ref,
    snapshotId: shy.snapshotId,
    skipped: [],
  });
  expect(omissions).toEqual({ secret_store: 2 });
  await world.close();

  world = await ActivityWorld.over(files);
  const config = join(world.deps.cwd, 'own.toml');
  writeFileSync(config, '[targets]\nsend_secret_stores = true\ninclude = ["**/*", ".env"]\n');
  world.plan = await world.activities.openLoop({
    input: { repo: world.plan.repo, config },
    workflowId: 'open',
    firstRunId: 'run',
  });
  world.ref = world.at(1);
  const open = await world.targets();
  expect([...open.byPath.keys()].sort()).toEqual(['.env', 'a.ts', 'x/secrets.json']);
  world.answer = async () => text('no');
  await world.activities.callModel(await world.call(open.snapshotId, open.byPath.get('.env') as PagedTarget));
  expect(JSON.stringify(world.asked)).toContain('[masked:github-token:1]');
  expect(JSON.stringify(world.asked)).not.toContain(secret?.hidden);
});

it("does not believe a repository's own file that asks for it", async () => {
  world = await ActivityWorld.over({ 'a.ts': PLAIN });
  const { repo } = world.plan;
  writeFileSync(join(repo, 'scrum.toml'), '[targets]\nsend_secret_stores = true\n');
  const open = world.activities.openLoop({ input: { repo }, workflowId: 'own', firstRunId: 'run' });
  expect(await refusal(open)).toContain('sets targets.send_secret_stores to true');
});

it('refuses a store as proposal or system prompt, in the repository and on disk', async () => {
  const key = texts[0]?.text.join('') ?? '';
  world = await ActivityWorld.over({
    'a.ts': PLAIN,
    'docs/plan.md': key.slice(key.indexOf('-----BEGIN PRIVATE')),
  });
  const { repo } = world.plan;
  const { cwd } = world.deps;
  mkdirSync(join(cwd, 'keys'));
  writeFileSync(join(cwd, 'keys', 'plan.pem'), key);
  const opened = (field: string, path: string) =>
    world?.activities.openLoop({ input: { repo, [field]: path }, workflowId: 'w', firstRunId: 'r' }) ??
    Promise.resolve();
  for (const field of ['proposal', 'systemPrompt']) {
    expect(await refusal(opened(field, '.env'))).toContain(`${field} is ".env", which is a store of secrets`);
    expect(await refusal(opened(field, join(cwd, 'keys', 'plan.pem')))).toContain('is a store of secrets');
  }
  world.plan = (await opened('proposal', 'docs/plan.md')) as typeof world.plan;
  world.ref = world.at(1);
  expect(await refusal(world.targets())).toContain('proposal is "docs/plan.md", which is a store of secrets');
});

it('masks the reason of a retry, and the notes that people leave', async () => {
  const [first, second] = plantedSecrets(17);
  world = await ActivityWorld.over({ 'a.ts': `${PLAIN}${first?.line}\n` });
  const { snapshotId, byPath } = await world.targets();
  await world.activities.recordSignal({
    ref: world.at(0),
    seq: 1,
    observation: { file: 'a.ts', note: `saw ${second?.line}` },
  });
  const rows = (await world.deps.kb.read('observations')) as unknown as ObservationRow[];
  expect(rows[0]?.note).toContain('[masked:aws-key:1]');
  world.answer = async () => text('no');
  const previousReason = `verdict is "${first?.hidden}", expected pass`;
  await world.activities.callModel(
    await world.call(snapshotId, byPath.get('a.ts') as PagedTarget, { previousReason }),
  );
  const sent = JSON.stringify(world.asked);
  expect(sent).toContain(', expected pass');
  for (const secret of [first, second]) expect(sent).not.toContain(secret?.hidden);
});
