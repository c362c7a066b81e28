import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCallPrompt } from '../../activities/build-call-prompt';
import type { JudgeArgs, ModelCall, PagedTarget } from '../../activities/contract';
import { runCli } from '../../cli/run-cli';
import { importFindings } from '../../kb/import-findings';
import type { MetricsRow, ReviewRow } from '../../kb/streams';
import type { Calibration } from '../../report/calibration';
import { buildReport } from '../../report/build-report';
import { renderMarkdown } from '../../report/render-markdown';
import { ActivityWorld, text } from '../support/activity-world';
import { collectedWorld } from '../support/cli-world';
import { forensicAnswer } from '../support/forensic-answer';
import { reviewRow } from '../support/kb-rows';
import { overrideRow } from '../support/report-kb';

const FILE = readFileSync(join(__dirname, '../fixtures/trust/transfer.ts'), 'utf8');
const PATH = 'src/transfer.ts';
const PROOF = 'return Math.ceil(cents / 100);';
/** Line of the empty catch, and of the loop, in the fixture. */
const CATCH = 7;
const SUM = 17;

let world: ActivityWorld;
afterEach(() => world.close());

async function callOf(iteration: number): Promise<ModelCall> {
  const ref = world.at(iteration);
  const { snapshotId, byPath } = await world.targets(ref);
  return world.call(snapshotId, byPath.get(PATH) as PagedTarget, { ref });
}

async function answered(call: ModelCall, answer: string): Promise<string> {
  world.answer = async () => text(answer);
  const result = await world.activities.callModel(call);
  expect(result).toMatchObject({ outcome: 'accepted', reason: '' });
  return result.answerId ?? '';
}

async function judged(call: ModelCall, change: Partial<JudgeArgs>): Promise<ReviewRow> {
  const { ref, snapshotId, target, frame } = call;
  await world.activities.judgeAndRecord({
    ref,
    snapshotId,
    target,
    frame,
    shardsTotal: 0,
    parts: [],
    reduce: null,
    hops: [],
    escalations: 0,
    costUsd: 0,
    startedAt: new Date().toISOString(),
    reason: null,
    ...change,
  });
  const rows = await world.deps.kb.read('scrum_reviews', { loop_id: 'loop', iteration: ref.iteration });
  return rows.at(-1) as unknown as ReviewRow;
}

const whole = (answerId: string, model = 'big') => ({
  parts: [{ shard: null, range: null, answerId, model, capped: false }],
});

const swept = async (iteration: number): Promise<MetricsRow> => {
  const ref = world.at(iteration);
  const { snapshotId } = await world.activities.takeSnapshot({ ref });
  await world.activities.runSweep({ ref, snapshotId, totals: null });
  const rows = await world.deps.kb.read('scrum_loop_metrics', { loop_id: 'loop', iteration });
  return rows.at(-1) as unknown as MetricsRow;
};

it('records where import, embedded reviewer and model meet, and how much of the answer stands', async () => {
  world = await ActivityWorld.over({ [PATH]: FILE, 'src/account.ts': 'export class Account {}\n' });
  await importFindings(world.deps.kb, [
    finding('the sum may lose precision', SUM, 'for (const value of values) sum += value;'),
    finding('nobody described this', 12, PROOF),
  ]);
  await swept(0);
  const call = await callOf(1);
  const answer = forensicAnswer(
    [
      { claim: 'a failed deposit is lost', quote: '} catch {\n  }', list: 'critical_failures' },
      { claim: 'adds floats', quote: 'let sum = 0;\n  for (const value of values) sum += value;' },
      { claim: 'checks nothing', quote: 'if (cents < 0) throw new RangeError()' },
    ],
    'export function describe(cents: number): string {',
  );
  const row = await judged(call, whole(await answered(call, answer)));
  expect(row.grounding).toEqual([{ model: 'big', entries: 4, grounded: 3 }]);
  expect(row.static_findings.map((f) => f.line_start)).toContain(CATCH);
  expect(row.triangulation).toEqual([
    expect.objectContaining({ sources: ['model', 'embedded'] }),
    { line_start: SUM - 1, line_end: SUM, sources: ['model', 'import'] },
  ]);
  // Beside those two, the import that nobody else saw.
  expect(row.claimed_places).toBe(3);

  const { grounding, agreement } = await swept(1);
  expect(grounding).toEqual({ big: { entries: 4, grounded: 3, rate: 0.75 } });
  expect(agreement).toEqual({
    places: 3,
    agreed: 2,
    agreement_rate: 2 / 3,
    files_compared: 1,
    files_disagreeing: 0,
    disagreement_rate: 0,
  });
  const markdown = renderMarkdown(await buildReport(world.deps.kb, 'loop'));
  expect(markdown).toContain('- Grounding: big 3/4 (75 %)');
  expect(markdown).toContain('- agreement: 2 of 3 places found independently by two sources (67 %)');
  expect(markdown).toContain('- disagreement: 0 of 1 files (0 %)');
});

it('counts a markdown review by what it quotes', async () => {
  world = await ActivityWorld.over({ [PATH]: FILE, 'src/account.ts': 'export class Account {}\n' });
  const call = await callOf(1);
  const lines = [
    'Score: 4/10',
    '',
    '| Suggestion | Quote | Confidence |',
    '| --- | --- | --- |',
    `| ${'Give the money back when the deposit fails. '.repeat(5)} | await to.deposit(cents); | 90% |`,
    `| ${'Check the amount before anything is moved. '.repeat(5)} | if (cents < 0) return; | 70% |`,
  ];
  const row = await judged(call, whole(await answered(call, lines.join('\n'))));
  expect(row.output_format).toBe('markdown');
  expect(row.grounding).toEqual([{ model: 'big', entries: 2, grounded: 1 }]);
  expect(row.triangulation).toEqual([expect.objectContaining({ sources: ['model', 'embedded'] })]);
});

it('counts each answer for its own model, before merging; a second opinion too', async () => {
  world = await ActivityWorld.over({ [PATH]: FILE, 'src/account.ts': 'export class Account {}\n' });
  const call = await callOf(2);
  const cut = Buffer.from(FILE).indexOf('export function total');
  const ranges = [
    { start: 0, end: cut },
    { start: cut, end: Buffer.byteLength(FILE) },
  ];
  const answers = [
    forensicAnswer([{ claim: 'lost', quote: '} catch {\n  }', list: 'critical_failures' }], PROOF),
    forensicAnswer([{ claim: 'lost', quote: 'sum -= value;' }], 'return sum;'),
  ];
  const parts = [];
  for (const [index, range] of ranges.entries()) {
    const answerId = await answered({ ...call, shard: { index, ...range, total: 2 } }, answers[index] ?? '');
    parts.push({ shard: index, range, answerId, model: index === 0 ? 'big' : 'small', capped: false });
  }
  const row = await judged(call, { parts, shardsTotal: 2 });
  expect(row.grounding).toEqual([
    { model: 'big', entries: 2, grounded: 2 },
    { model: 'small', entries: 2, grounded: 1 },
  ]);

  const first = await answered(call, forensicAnswer([], PROOF));
  const second = await answered({ ...call, attempt: 2 }, forensicAnswer([], 'nothing like this'));
  const again = { ...call, ref: world.at(2, 1) };
  const both = await judged(again, {
    ...whole(first),
    opinions: [{ ...whole(second, 'small'), reduce: null }],
    quorum: 2,
  });
  expect(both.grounding).toEqual([
    { model: 'big', entries: 1, grounded: 1 },
    { model: 'small', entries: 1, grounded: 0 },
  ]);
});

it('does not count a reused review again, and the embedded reviewer not at all', async () => {
  world = await ActivityWorld.over({ [PATH]: FILE });
  const call = await callOf(2);
  const made = await judged(call, whole(await answered(call, forensicAnswer([], PROOF))));
  expect(made.grounding).toHaveLength(1);
  await world.targets(world.at(3));
  const rows = (await world.deps.kb.read('scrum_reviews', { iteration: 3 })) as unknown as ReviewRow[];
  const reused = rows.find((row) => row.file === PATH);
  expect(reused).toMatchObject({ reused_from: made.key, claimed_places: made.claimed_places });
  expect(reused).not.toHaveProperty('grounding');
  expect((await swept(3)).grounding).toEqual({});

  const alone = await judged({ ...call, ref: world.at(4) }, whole('static', 'static'));
  expect(alone).toMatchObject({ accepted_model: 'static', grounding: [], triangulation: [] });
  expect((await swept(4)).agreement).toBeNull();
});

describe('calibration', () => {
  it('is read from the knowledge base, shown by a command, and never enters a prompt', async () => {
    world = await ActivityWorld.over({ [PATH]: FILE });
    const call = await callOf(2);
    const unaware = await buildCallPrompt(world.deps, call);
    const known = [97, 93, 91].map((confidence, i) => ({
      ...reviewRow(PATH, 1, { key: `loop/i1/${PATH}#r${i}`, ts: `2026-04-23T10:0${i}:00.000Z` }),
      output_format: 'markdown',
      report: 'Score: 3/10',
      confidences: [confidence],
    }));
    await world.deps.kb.append('scrum_reviews', known);
    await world.deps.kb.append('human_overrides', [overrideRow(1, { file: PATH, decision: 'reject' })]);

    const { code, out } = await calibration('--json');
    expect(code).toBe(0);
    const { total, models } = JSON.parse(out) as Calibration;
    expect(total).toMatchObject({ stated: 3, known: 1, right: 0, wrong: 1 });
    expect(total.brier).toBeCloseTo(0.91 ** 2, 10);
    expect(models.map((m) => m.model)).toEqual(['m:120b']);
    expect((await calibration('--loop', 'loop')).out).toContain(
      'm:120b: 1 of 3 known, 0 right, 1 wrong; Brier score 0.83, expected calibration error 0.91',
    );

    const aware = await buildCallPrompt(world.deps, call);
    expect(aware.messages).toEqual(unaware.messages);
    expect(JSON.stringify(aware.messages)).not.toMatch(/calibrat|brier|reliability curve/i);
  });

  it('says that nothing is known, and refuses a loop that is not there', async () => {
    world = await ActivityWorld.over({ [PATH]: FILE });
    await world.deps.kb.append('scrum_reviews', [reviewRow(PATH, 1, { report: 'x' })]);
    const unknown = await calibration();
    expect(unknown.err).toContain('Of how 2 stated confidences turned out nothing is known yet');
    expect(unknown.out).toMatch(/^90-100 % +1 +0 +0 +0 +- +-$/m);
    const refused = await calibration('--loop', 'elsewhere');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('No loop elsewhere in this knowledge base.');
  });

  async function calibration(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const folder = mkdtempSync(join(tmpdir(), 'calibration-'));
    mkdirSync(join(folder, 'x'));
    const cli = collectedWorld({}, folder);
    const code = await runCli(['kb', 'calibration', ...args, '--state-dir', world.deps.stateDir], cli);
    rmSync(folder, { recursive: true, force: true });
    return { code, out: cli.out(), err: cli.err() };
  }
});

function finding(title: string, line: number, evidence: string) {
  return { id: null, severity: 'medium' as const, file: PATH, line, title, evidence, rule: 'outside' };
}
