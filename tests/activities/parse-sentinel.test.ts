import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outlineOf } from '../../source/outline';
import { ParseLog } from '../../source/parsing/parse-log';
import { ParseSentinel } from '../../source/parsing/parse-sentinel';
import { refusalOf } from '../../source/parsing/refused-texts';
import { cutIntoShards } from '../../source/shard';
import { parseSyntax } from '../../source/syntax';
import type { ReviewRow } from '../../kb/streams';
import { ActivityWorld, text as answered } from '../support/activity-world';
import { removeMade, tempDir } from '../support/make-repo';
import { until } from '../support/until';

const SUPPORT = join(__dirname, '../support');
const CRASHING = join(SUPPORT, 'crashing-parser');
const said: string[] = [];
const open: ParseSentinel[] = [];

function sentinel(path: string, parser?: string): ParseSentinel {
  const made = new ParseSentinel({
    log: new ParseLog(path),
    say: (line) => said.push(line),
    ...(parser === undefined ? {} : { parser }),
    execArgv: ['-r', join(SUPPORT, 'register-swc.cjs')],
    boundMs: () => 3000,
    mostBytes: 600e6,
  });
  open.push(made);
  return made;
}

beforeEach(() => (said.length = 0));
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(removeMade);

/** A text of its own each time: what is refused stays refused in this process. */
let nth = 0;
const code = (word: string): string => `export function f${(nth += 1)}() { return '${word}'; }\n`;

it('lets safe texts through, and remembers them', async () => {
  const path = join(tempDir(), 'parses.log');
  const text = code('fine');
  expect(await sentinel(path).clear(text, 'typescript', 'a.ts')).toBe('safe');
  expect(parseSyntax(text, 'typescript')).toBeDefined();
  expect(readFileSync(path, 'utf8')).toMatch(/^typescript:[0-9a-f]{64} safe\n$/);
  // Another process would not even start a child: there is no such parser.
  expect(await sentinel(path, '/nowhere').clear(text, 'typescript', 'a.ts')).toBe('safe');
});

it.each([
  ['ABORTS', 'crashed', /parser crashed/],
  ['SEGFAULTS', 'crashed', /parser crashed/],
  ['IS_KILLED', 'crashed', /parser crashed/],
  ['HOARDS', 'crashed', /parser crashed/],
  ['STALLS', 'stalled', /came to no end/],
] as const)(
  'a text on which the parser %s has no tree, and this process lives',
  async (word, verdict, sentence) => {
    const path = join(tempDir(), 'parses.log');
    const watching = sentinel(path, CRASHING);
    const bad = code(word);
    const good = code('fine');
    const both = await Promise.all([
      watching.clear(bad, 'typescript', 'bad.ts'),
      watching.clear(good, 'typescript', 'good.ts'),
    ]);
    expect(both).toEqual([verdict, 'safe']);
    expect(parseSyntax(bad, 'typescript')).toBeUndefined();
    expect(outlineOf(bad, 'typescript')).toEqual([]);
    expect(outlineOf(good, 'typescript')).toHaveLength(1);
    expect(said).toEqual([expect.stringMatching(sentence)]);
    expect(new ParseLog(path).get([...new ParseLog(path).refusals()][0]?.[0] ?? '')).toBe(verdict);
  },
);

it('a real parser that aborts on a real text costs that text its tree', async () => {
  const watching = sentinel(join(tempDir(), 'parses.log'));
  // The state of this grammar's scanner outgrows the buffer it is kept in: the process is aborted.
  const bad = `fun bad() = ${'"${\n'.repeat(4000)}`;
  const good = 'fun good() = "${1}"\n';
  const both = [watching.clear(bad, 'kotlin', 'bad.kt'), watching.clear(good, 'kotlin', 'good.kt')];
  expect(await Promise.all(both)).toEqual(['crashed', 'safe']);
  expect(outlineOf(bad, 'kotlin')).toEqual([]);
  expect(cutIntoShards(bad, 'kotlin', { thresholdBytes: 6144, targetBytes: 3500 }).length).toBeGreaterThan(2);
  expect(outlineOf(good, 'kotlin').map((entry) => entry.name)).toEqual(['good']);
  expect(said).toEqual(['bad.kt: its parser crashed; it is read without a syntax tree']);
});

it("a child that dies once by the machine's doing condemns no text", async () => {
  const dir = tempDir();
  const text = code(`DIES_ONCE ${join(dir, 'died')} `);
  expect(await sentinel(join(dir, 'parses.log'), CRASHING).clear(text, 'typescript', 'a.ts')).toBe('safe');
  expect(refusalOf(text, 'typescript')).toBeUndefined();
});

it('a text nobody had tried is not parsed, and that is said', () => {
  sentinel(join(tempDir(), 'parses.log'));
  const text = code('forgotten');
  expect(parseSyntax(text, 'typescript')).toBeUndefined();
  expect(said).toContainEqual(expect.stringMatching(/^a typescript text was not tried before its parse/));
});

it('an idle child is ended, and another is started for the next text', async () => {
  const watching = new ParseSentinel({
    log: new ParseLog(join(tempDir(), 'parses.log')),
    say: (line) => said.push(line),
    execArgv: ['-r', join(SUPPORT, 'register-swc.cjs')],
    idleMs: 1,
  });
  open.push(watching);
  expect(await watching.clear(code('one'), 'typescript', 'a.ts')).toBe('safe');
  await until('the child is ended', () => watching.pid === undefined);
  expect(await watching.clear(code('two'), 'typescript', 'b.ts')).toBe('safe');
  expect(said).toEqual([]);
});

it('a masked text is a text of its own: it is tried too, and costs no more than its tree', async () => {
  const secret = ['AKIA', 'Q7RTZP2WX9KLM4VB'].join('');
  const bad = `// ABORTS\nexport const key = '${secret}';\nexport function bad() {\n  return 1;\n}\n`;
  const good = bad.replace('ABORTS', 'fine');
  const world = await ActivityWorld.over({ 'src/bad.ts': bad, 'src/good.ts': good });
  world.deps.parsing = sentinel(join(tempDir(), 'parses.log'), CRASHING);
  world.answer = async () => answered('no review');
  const { snapshotId, byPath } = await world.targets();
  for (const target of byPath.values()) {
    const shard = { index: 0, total: 2, start: 0, end: 20 };
    await world.activities.callModel(await world.call(snapshotId, target, { shard }));
  }
  const prompts = new Map(
    world.asked.map((request) => {
      const prompt = request.messages.map((message) => message.content).join('\n');
      return [prompt.includes('src/bad.ts') ? 'bad' : 'good', prompt];
    }),
  );
  expect([...prompts.keys()].toSorted()).toEqual(['bad', 'good']);
  expect([...prompts.values()].join('')).not.toContain(secret);
  expect(prompts.get('good')).toContain('3-5 function bad');
  expect(prompts.get('bad')).not.toContain('function bad');
  expect(said.filter((line) => line.includes('src/bad.ts: its parser crashed'))).toHaveLength(2);
  expect(said.filter((line) => line.includes('not tried'))).toEqual([]);
  await world.close();
});

it('a torn last line is read as nothing', () => {
  const path = join(tempDir(), 'parses.log');
  const log = new ParseLog(path);
  log.add('typescript:aa', 'safe');
  log.add('typescript:bb', 'crashed');
  expect([...new ParseLog(path).refusals()]).toEqual([['typescript:bb', 'crashed']]);
});

it('one file without a tree costs one file: the others are reviewed and swept as ever, and it is said', async () => {
  const bad = `// ABORTS\nexport function bad(): never {\n  throw new Error('not implemented');\n}\n`;
  const good = `export function good(): never {\n  throw new Error('not implemented');\n}\n`;
  const world = await ActivityWorld.over({ 'src/bad.ts': bad, 'src/good.ts': good }, { offline: true });
  world.deps.parsing = sentinel(join(tempDir(), 'parses.log'), CRASHING);
  const { snapshotId, byPath } = await world.targets();
  const { ref, activities } = world;
  for (const target of byPath.values()) {
    const { frame, rungs } = await activities.prepareReview({ ref, snapshotId, target });
    const [rung] = rungs;
    if (!rung) throw new Error('no rung');
    await activities.callModel({
      ref,
      snapshotId,
      target,
      task: 'review',
      frame,
      rung,
      attempt: 1,
      shard: null,
    });
    await activities.judgeAndRecord({
      ref,
      snapshotId,
      target,
      frame,
      shardsTotal: 0,
      parts: [{ shard: null, range: null, answerId: 'static', model: 'static', capped: true }],
      reduce: null,
      hops: [],
      escalations: 0,
      costUsd: 0,
      startedAt: new Date().toISOString(),
      reason: null,
    });
  }
  await activities.runSweep({ ref, snapshotId, totals: null });
  const rows = (await world.deps.kb.read('scrum_reviews', {})) as unknown as ReviewRow[];
  const by = new Map(rows.map((row) => [row.file, row]));
  expect(by.get('src/bad.ts')).toMatchObject({ outcome: 'reviewed', no_syntax: 'crashed' });
  expect(by.get('src/good.ts')?.no_syntax).toBeUndefined();
  expect(by.get('src/good.ts')?.static_findings.length).toBeGreaterThan(0);
  expect(said.filter((line) => line.includes('not tried'))).toEqual([]);
  const [metrics] = await world.deps.kb.read('scrum_loop_metrics', {});
  expect((metrics as unknown as { notices: string[] }).notices).toEqual([
    expect.stringMatching(/without a syntax tree.*: src\/bad\.ts\./),
  ]);
  await world.close();
});
