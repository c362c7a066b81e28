import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileOutcome, LoopRef, OverrideRecord, SweepResult } from '../../activities/contract';
import type { FindingRow, MetricsRow, OverrideRow, ReviewRow } from '../../kb/streams';
import { buildReport } from '../../report/build-report';
import { renderMarkdown } from '../../report/render-markdown';
import { failOnMet } from '../../cli/fail-on';
import { ActivityWorld, text } from '../support/activity-world';
import { forensicAnswer } from '../support/forensic-answer';

const FIXTURES = join(__dirname, '../fixtures/dismissals');
/** Two functions, each with a defect that the rules find, and one without. */
const SHOP = readFileSync(join(FIXTURES, 'shop.ts'), 'utf8');
/** What the model says of it: one defect, without confidence in it. */
const CLAIM = { claim: 'the total may overflow', quote: 'return total * rate;', confidence: 30 };
const PROOF = 'return total * rate;';

let world: ActivityWorld;
let suite = 0;
beforeEach(async () => {
  // Nothing proves the other file, so it is blocked too; no person decides on it.
  world = await ActivityWorld.over({ 'src/shop.ts': SHOP, 'src/other.ts': 'export const other = 1;\n' });
  world.answer = async () => text(forensicAnswer([CLAIM], PROOF));
});
afterEach(() => {
  suite += 1;
  return world.close();
});
afterAll(() => process.stderr.write(`suite dismissals: ${suite} scenes\n`));

/** One iteration as the loop runs it: review what is not settled, then sweep. */
async function iteration(n: number): Promise<{ outcomes: Map<string, FileOutcome>; sweep: SweepResult }> {
  const ref = world.at(n);
  const { snapshotId, targetsId } = await snapshot(ref);
  const page = { ref, snapshotId, targetsId, offset: 0, limit: 100, fresh: [] };
  const { targets, reused } = await world.activities.settlePage(page);
  const outcomes = new Map(reused.map((outcome) => [outcome.path, outcome]));
  for (const target of targets) {
    const call = await world.call(snapshotId, target, { ref });
    const { answerId } = await world.activities.callModel(call);
    const outcome = await world.activities.judgeAndRecord({
      ref,
      snapshotId,
      target,
      frame: call.frame,
      shardsTotal: 0,
      reduce: null,
      hops: [],
      escalations: 0,
      costUsd: 0,
      parts: [{ shard: null, range: null, answerId: answerId ?? '', model: 'big', capped: false }],
      startedAt: new Date().toISOString(),
      reason: null,
    });
    outcomes.set(target.path, outcome);
  }
  return { outcomes, sweep: await world.activities.runSweep({ ref, snapshotId, totals: null }) };
}

async function snapshot(ref: LoopRef): Promise<{ snapshotId: string; targetsId: string }> {
  const { snapshotId } = await world.activities.takeSnapshot({ ref });
  return { snapshotId, ...(await world.activities.selectTargets({ ref, snapshotId, skipped: [] })) };
}

async function secondLoop(): Promise<void> {
  world.plan = await world.activities.openLoop({
    input: { repo: world.plan.repo },
    workflowId: 'second',
    firstRunId: 'second',
  });
}

let seq = 0;
async function decide(
  decision: OverrideRecord['decision'],
  file = 'src/shop.ts',
  at = world.at(1),
): Promise<OverrideRow> {
  seq += 1;
  const override = { scope: 'file' as const, file, decision, reason: `${decision} it`, by: 'ann' };
  await world.activities.recordSignal({ ref: at, seq, override });
  const key = `${world.plan.loopId}/override/${seq}`;
  return (await world.deps.kb.get('human_overrides', key)) as unknown as OverrideRow;
}

function write(content: string): void {
  writeFileSync(join(world.plan.repo, 'src/shop.ts'), content);
}

async function findings(n: number, file = 'src/shop.ts'): Promise<FindingRow[]> {
  const filter = { loop_id: world.plan.loopId, iteration: n, file };
  return (await world.deps.kb.read('phase_sweep_findings', filter)) as unknown as FindingRow[];
}

async function reviewOf(n: number): Promise<ReviewRow | undefined> {
  return (await world.deps.kb.get(
    'scrum_reviews',
    `${world.plan.loopId}/i${n}/src/shop.ts`,
  )) as unknown as ReviewRow;
}

const edited = (from: string, to: string): string => {
  expect(SHOP).toContain(from);
  return SHOP.replace(from, to);
};

describe('a file that a person rejected', () => {
  it('has its findings dismissed: they stay visible with reason and who, and count in nothing', async () => {
    const before = await iteration(1);
    expect(before.sweep.findings).toBeGreaterThanOrEqual(2);
    expect(before.outcomes.get('src/shop.ts')).toMatchObject({ tier: 'block' });
    expect(before.outcomes.get('src/shop.ts')?.dismissed).toBeUndefined();
    const row = await decide('reject');
    expect(row).toMatchObject({ accepted: true, repo: world.plan.repo, note: null });
    expect(row.dismissed?.length).toBeGreaterThanOrEqual(before.sweep.findings + 1);
    expect(row.dismissed?.map((d) => d.title)).toContain(CLAIM.claim);

    const after = await iteration(2);
    expect(after.sweep).toMatchObject({ findings: 0, bySeverity: { high: 0, medium: 0, low: 0 } });
    expect(after.sweep.improved).toBe(false);
    const rows = await findings(2);
    const by = { reason: 'reject it', by: 'ann', ts: row.ts, key: row.key };
    expect(rows.map((r) => [r.status, r.dismissed])).toEqual(rows.map(() => ['open', by]));
    const metrics = (await world.deps.kb.read('scrum_loop_metrics')).at(-1) as unknown as MetricsRow;
    expect(metrics).toMatchObject({ findings_total: 0, findings_dismissed: rows.length });

    const report = await buildReport(world.deps.kb, world.plan.loopId);
    expect(failOnMet('low', report)).toBeNull();
    const markdown = renderMarkdown(report);
    expect(markdown).toMatch(/## Findings of the last sweep\n\nNone\.\n\n## Dismissed by a person\n/);
    const listed = markdown.slice(markdown.indexOf('## Dismissed by a person'));
    expect(listed).toMatch(/src\/shop\.ts:\d+ \| .* \| reject it \| ann \|/);
  });

  it('is not put to people again while all that was found is dismissed, in this loop and the next; the verdict stays', async () => {
    const before = await iteration(1);
    await decide('reject');
    const after = await iteration(2);
    expect(after.outcomes.get('src/shop.ts')).toMatchObject({
      dismissed: true,
      tier: 'block',
      verdict: before.outcomes.get('src/shop.ts')?.verdict,
    });
    await secondLoop();
    for (const n of [1, 2]) {
      const { outcomes, sweep } = await iteration(n);
      expect(outcomes.get('src/shop.ts')).toMatchObject({ dismissed: true, reused: true, tier: 'block' });
      expect(sweep.findings).toBe(0);
    }
    const { pending } = await buildReport(world.deps.kb, 'second');
    expect(pending.map((p) => p.file)).toEqual(['src/other.ts']);
    expect((await reviewOf(2))?.dismissed_count).toBeGreaterThan(0);
  });

  it('is put to them again with what is new, though the old stays dismissed', async () => {
    await iteration(1);
    await decide('reject');
    const more = { claim: 'names a key', quote: 'export function fetchRate', confidence: 20 };
    world.answer = async () => text(forensicAnswer([CLAIM, more], PROOF));
    const { outcomes } = await iteration(2);
    expect(outcomes.get('src/shop.ts')?.tier).toBe('block');
    expect(outcomes.get('src/shop.ts')?.dismissed).toBeUndefined();
    const row = await reviewOf(2);
    expect(row?.dismissed_count).toBeGreaterThan(0);
    const report = await buildReport(world.deps.kb, world.plan.loopId);
    expect(report.pending.map((p) => p.file)).toEqual(['src/other.ts', 'src/shop.ts']);
  });
});

describe('a dismissed finding', () => {
  it('stays dismissed wherever its code moves and whatever else changes, also another like it in other code', async () => {
    await iteration(1);
    await decide('reject');
    const count = (await findings(1)).length;
    const [head = '', fetchRate = '', ...rest] = SHOP.split('\n\n');
    const twin = fetchRate.replace('function fetchRate', 'function fetchAgain');
    expect(twin).not.toBe(fetchRate);
    await secondLoop();
    // Before the dismissed one: which of several equal texts it is changes.
    write([head, '// Another.', twin, fetchRate, ...rest].join('\n\n'));
    await iteration(1);
    const rows = await findings(1);
    expect(rows.filter((r) => r.dismissed)).toHaveLength(count);
    const fresh = rows.filter((r) => !r.dismissed);
    expect(fresh.length).toBeGreaterThan(0);
    // Nobody decided on the twin, and no dismissed code is gone.
    expect(fresh.every((r) => r.dismissed_before === undefined)).toBe(true);
  });

  it('comes back when its function changes, says that it was dismissed, and counts again; the others stay', async () => {
    await iteration(1);
    const row = await decide('reject');
    const count = (await findings(1)).length;
    await secondLoop();
    write(edited('const attempts = 3;', 'const attempts = 4;'));
    const { sweep, outcomes } = await iteration(1);
    const rows = await findings(1);
    const back = rows.filter((r) => !r.dismissed);
    expect([back.length, rows.length, sweep.findings]).toEqual([1, count, 1]);
    expect(back[0]).toMatchObject({ status: 'open', dismissed_before: { key: row.key, by: 'ann' } });
    expect(outcomes.get('src/shop.ts')?.dismissed).toBeUndefined();
    const report = await buildReport(world.deps.kb, 'second');
    expect(failOnMet(back[0]?.severity, report)).toContain('1 open findings');
    expect(renderMarkdown(report)).toContain(
      '(dismissed before by ann: reject it; the code has changed since)',
    );
  });

  it('comes back when a person approves the file', async () => {
    const { sweep } = await iteration(1);
    await decide('reject');
    await secondLoop();
    await decide('approve');
    const after = await iteration(1);
    expect(after.sweep.findings).toBe(sweep.findings);
    expect(after.outcomes.get('src/shop.ts')?.dismissed).toBeUndefined();
    expect((await findings(1)).every((r) => !r.dismissed && !r.dismissed_before)).toBe(true);
  });

  it('can be dismissed again after it came back', async () => {
    await iteration(1);
    await decide('reject');
    write(edited('const attempts = 3;', 'const attempts = 4;'));
    expect((await iteration(2)).sweep.findings).toBe(1);
    await decide('reject', 'src/shop.ts', world.at(2));
    expect((await iteration(3)).sweep.findings).toBe(0);
  });
});

describe('an override', () => {
  it.each(['retry', 'skip', 'approve'] as const)('%s dismisses nothing', async (decision) => {
    const { sweep } = await iteration(1);
    const row = await decide(decision);
    expect(row).toMatchObject({ accepted: true, decision });
    expect(row.dismissed).toBeUndefined();
    expect((await iteration(2)).sweep.findings).toBe(sweep.findings);
  });

  it('of a file nobody knows, or before anything was found, is recorded and dismisses nothing', async () => {
    expect(await decide('reject')).toMatchObject({ accepted: true, dismissed: [], content_sha256: null });
    await iteration(1);
    expect(await decide('reject', 'src/nowhere.ts')).toMatchObject({ accepted: true, dismissed: [] });
    expect((await iteration(2)).sweep.findings).toBeGreaterThan(0);
  });

  it('is recorded with the reason where the text of the file is lost', async () => {
    await iteration(1);
    rmSync(join(world.deps.stateDir, 'content'), { recursive: true });
    expect(await decide('reject')).toMatchObject({
      accepted: true,
      dismissed: [],
      note: expect.stringMatching(/^nothing was dismissed: Content [0-9a-f]{64} is not in /),
    });
  });

  it('written twice stands there once', async () => {
    await iteration(1);
    const row = await decide('reject');
    await iteration(2);
    seq -= 1;
    expect(await decide('reject')).toEqual(row);
    expect(await world.deps.kb.read('human_overrides')).toHaveLength(1);
  });
});
