import { buildReport } from '../../report/build-report';
import { renderJson } from '../../report/render-json';
import { renderMarkdown } from '../../report/render-markdown';
import { metricsRow, reviewRow } from '../support/kb-rows';
import { memoryKb } from '../support/memory-kb';
import { kb, overrideRow } from '../support/report-kb';

test('the report is made from the knowledge base alone: tracker, results, pending, observations, targets, spending', async () => {
  const report = await buildReport(kb(), 'loop');
  expect(report).toMatchObject({
    outcome: 'running',
    iterations: 6,
    baseline_findings: 19,
    repo: 'demo',
    static_only: false,
  });
  expect(report.tracker.map((r) => [r.iter, r.status, r.resweep_findings])).toEqual([
    [1, 'incomplete', 12],
    [2, 'done', 7],
    [3, 'running', null],
    [4, 'queued', null],
    [5, 'queued', null],
    [6, 'queued', null],
  ]);
  expect(report.tracker[2]?.scrum_started).toBe('2026-04-23T12:00:00.000Z');
  expect(report.notices).toEqual(['iteration 1: 1 files are inconclusive']);
  expect(report.results.map((r) => [r.iteration, r.targets, r.reviewed, r.inconclusive, r.reused])).toEqual([
    [1, 1, 0, 1, 0],
    [2, 5, 4, 1, 1],
    [3, 1, 1, 0, 0],
  ]);
  expect(report.results[0]?.files[0]?.reason).toBe('m:20b: closed, weekly limit');
  expect(report.results[0]?.omissions).toEqual({ binary: 2 });
  expect(report.results[1]?.files.map((f) => f.file)).toEqual([
    'left.rs',
    'evil|`<x>.rs',
    'md.rs',
    'seen.rs',
    'a.rs',
  ]);
  expect(report.results[1]?.findings).toEqual({ total: 7, fixed: 1, regressed: 1 });
  expect(report.findings.map((f) => f.id)).toEqual(['S-3', 'S-2', 'S-1']);
  expect(report.observations.map((o) => [o.id, o.left_in, o.for_iteration, o.picked_iteration])).toEqual([
    ['o1', 1, null, 2],
    ['o2', 2, 5, null],
  ]);
  expect(report.targets).toEqual([{ name: 'markers', baseline: 11, value: 2, target: 2, met: true }]);
  expect(report.spending).toEqual({
    prompt_tokens: 700,
    completion_tokens: 350,
    cost_usd: 1,
    unknown_tokens: 0,
    unknown_cost: 0,
  });
  expect(JSON.parse(renderJson(report))).toEqual(report);
});

test('blocked files of the last iteration wait until a person decided; a retry that passed waits no more', async () => {
  const store = memoryKb({
    scrum_loop_metrics: [metricsRow(2, { iterations: 2 }), metricsRow(1)],
    scrum_reviews: [
      reviewRow('a.rs', 1, { gradient_tier: 'block' }),
      reviewRow('a.rs', 2, { gradient_tier: 'block' }),
      reviewRow('a.rs', 2, { key: 'loop/i2/a.rs#r1', gradient_tier: 'auto' }),
      reviewRow('b.rs', 2, { gradient_tier: 'block', confidence_min: 35 }),
      reviewRow('c.rs', 2, { gradient_tier: 'block' }),
      reviewRow('d.rs', 2, { gradient_tier: 'block' }),
    ],
    human_overrides: [
      overrideRow(1, { file: 'b.rs', iteration: 1 }),
      overrideRow(2, { file: 'c.rs', iteration: 1, decision: 'skip' }),
      overrideRow(3, { file: 'd.rs', iteration: 2, decision: 'reject' }),
      overrideRow(4, { file: 'b.rs', accepted: false }),
    ],
  });
  const report = await buildReport(store, 'loop');
  expect(report.pending).toEqual([
    { file: 'b.rs', iteration: 2, verdict: 'needs_patch', confidence_min: 35, reason: null },
  ]);
  expect(report.outcome).toBe('done');
});

test('the Markdown has the shape of the notes, and hostile text stays text', async () => {
  const text = renderMarkdown(await buildReport(kb(), 'loop'));
  const heads = text.split('\n').filter((l) => l.startsWith('## '));
  expect(heads).toEqual([
    '## Iteration tracker',
    '## Iteration 1 results',
    '## Iteration 2 results',
    '## Iteration 3 results',
    '## Fix next loop — observations',
    '## Pending decisions',
    '## Human overrides',
    '## Findings of the last sweep',
    '## Metrics per iteration',
    '## Calibration',
    '## Spending',
  ]);
  expect(text).toContain('| 2 | done | 2026-04-23T10:00:00.000Z | 2026-04-23T10:20:00.000Z | - | yes | 7 |');
  expect(text).toContain('(baseline = 19)');
  expect(text).toContain('- b.rs: m:20b: closed, weekly limit');
  expect(text).toContain('- src/auth.rs: split \\| it (picked up in iteration 2)');
  expect(text).toContain('(waits for iteration 5)');
  expect(text).toContain('evil\\|\\`&lt;x&gt;.rs');
  expect(text).toContain('| Metric | baseline | iter 1 | iter 2 |');
  expect(text).toContain('| findings_total | 19 | 12 | 7 |');
  expect(text).toContain('- markers: 2 of at most 2 (baseline 11): **met**');
  expect(text).toContain('iteration 2: refused (no such scope)');
  expect(text).toContain('- left out: binary 2');
  expect(text).not.toMatch(/<(script|b|x)>/);
  expect(text).not.toContain('Static run');
});

test('a static run says so; what is unknown is unknown, never 0', async () => {
  const store = memoryKb({
    scrum_loop_metrics: [
      metricsRow(0, { static_only: true, findings_total: null, findings_by_severity: null }),
    ],
    scrum_reviews: [reviewRow('a.rs', 1, { prompt_tokens: null, completion_tokens: null, cost_usd: null })],
  });
  const report = await buildReport(store, 'loop');
  expect(report.spending).toEqual({
    prompt_tokens: null,
    completion_tokens: null,
    cost_usd: null,
    unknown_tokens: 1,
    unknown_cost: 1,
  });
  const text = renderMarkdown(report);
  expect(text).toContain('**Static run.**');
  expect(text).toContain('| findings_total | - |');
  expect(text).toContain(
    'Tokens: unknown. Cost: unknown. (1 reviews without token counts, 1 reviews without a price)',
  );
});

test('a loop the knowledge base does not know is refused with the loops it knows', async () => {
  await expect(buildReport(kb(), 'nope')).rejects.toMatchObject({
    name: 'InvalidInput',
    message: 'No loop nope in this knowledge base: it holds loop, other.',
  });
  await expect(buildReport(memoryKb(), 'nope')).rejects.toMatchObject({
    message: expect.stringContaining('it holds no loop yet'),
  });
});
