import * as fc from 'fast-check';
import type { ReviewRow } from '../../kb/streams';
import { calibrate } from '../../report/calibration';
import { calibrationText } from '../../report/render-calibration';
import { emptyReport, type ForensicEntry, type ForensicReport } from '../../review/forensic-report';
import { reviewRow } from '../support/kb-rows';
import { overrideRow } from '../support/report-kb';

const OTHER = 'c'.repeat(64);
const repos = new Map<string, string>();

const entry = (quote: string, confidence: number | null, grounded = true): ForensicEntry => ({
  claim: `about ${quote}`,
  evidence: { quote, line_start: 1, line_end: 1 },
  confidence,
  grounded,
});

function said(defects: ForensicEntry[], verified: ForensicEntry[] = []): ForensicReport {
  return { ...emptyReport(), risk_points: defects, verified_components: verified };
}

function review(
  iteration: number,
  report: ForensicReport | string,
  over: Partial<ReviewRow> = {},
): ReviewRow {
  return reviewRow('a.ts', iteration, { report, ts: `2026-04-23T1${iteration}:00:00.000Z`, ...over });
}

const decided = (decision: 'approve' | 'reject' | 'retry' | 'skip', ts: string, over = {}) =>
  overrideRow(1, { file: 'a.ts', decision, ts, ...over });

const counts = (reviews: ReviewRow[], overrides: ReturnType<typeof decided>[] = []) => {
  const { stated, known, right, wrong } = calibrate({ reviews, overrides, repos }).total;
  return { stated, known, right, wrong };
};

describe('what a person decided', () => {
  const before = review(1, said([entry('one', 90), entry('two', 40)], [entry('three', 70)]));

  it.each<[string, ReturnType<typeof decided>[], { known: number; right: number; wrong: number }]>([
    ['nothing', [], { known: 0, right: 0, wrong: 0 }],
    ['reject', [decided('reject', '2026-04-23T11:30:00.000Z')], { known: 2, right: 0, wrong: 2 }],
    ['approve', [decided('approve', '2026-04-23T11:30:00.000Z')], { known: 2, right: 2, wrong: 0 }],
    ['retry', [decided('retry', '2026-04-23T11:30:00.000Z')], { known: 0, right: 0, wrong: 0 }],
    ['skip', [decided('skip', '2026-04-23T11:30:00.000Z')], { known: 0, right: 0, wrong: 0 }],
    ['before the review', [decided('reject', '2026-04-23T10:30:00.000Z')], { known: 0, right: 0, wrong: 0 }],
    [
      'reject, then approve',
      [decided('reject', '2026-04-23T11:30:00.000Z'), decided('approve', '2026-04-23T11:40:00.000Z')],
      { known: 2, right: 2, wrong: 0 },
    ],
    [
      'what could not be used',
      [decided('reject', '2026-04-23T11:30:00.000Z', { accepted: false })],
      { known: 0, right: 0, wrong: 0 },
    ],
    [
      'on the gate',
      [decided('reject', '2026-04-23T11:30:00.000Z', { scope: 'gate', file: null })],
      { known: 0, right: 0, wrong: 0 },
    ],
    [
      'on another file',
      [decided('reject', '2026-04-23T11:30:00.000Z', { file: 'b.ts' })],
      { known: 0, right: 0, wrong: 0 },
    ],
    [
      'in another loop',
      [decided('reject', '2026-04-23T11:30:00.000Z', { loop_id: 'other' })],
      { known: 0, right: 0, wrong: 0 },
    ],
  ])('%s', (_, overrides, known) => {
    expect(counts([before], overrides)).toEqual({ stated: 3, ...known });
  });

  it('counts for the review it was decided on, not for an earlier or a later one', () => {
    const later = review(2, said([entry('one', 60)]));
    const overrides = [decided('reject', '2026-04-23T12:30:00.000Z')];
    expect(counts([before, later], overrides)).toEqual({ stated: 4, known: 1, right: 0, wrong: 1 });
  });

  it('counts once where the review was reused, and of a markdown review every confidence', () => {
    const reused = review(2, before.report ?? '', { reused_from: before.key });
    const overrides = [decided('reject', '2026-04-23T12:30:00.000Z')];
    expect(counts([before, reused], overrides)).toEqual({ stated: 3, known: 2, right: 0, wrong: 2 });
    const markdown = review(1, 'Score: 5/10 …', { output_format: 'markdown', confidences: [80, 90, 100] });
    expect(counts([markdown], [decided('approve', '2026-04-23T11:30:00.000Z')])).toEqual({
      stated: 3,
      known: 3,
      right: 3,
      wrong: 0,
    });
  });
});

describe('fixes that held', () => {
  const first = review(
    1,
    said([entry('let a = 1;', 90), entry('let b = 2;', 50)], [entry('let c = 3;', 70)]),
  );
  const changed = (n: number, report: ForensicReport | string, over: Partial<ReviewRow> = {}) =>
    review(n, report, { content_sha256: OTHER, ...over });

  it.each<[string, ReviewRow[], number]>([
    ['the content is the same', [review(2, said([]))], 0],
    ['the content changed, both are gone', [changed(2, said([]))], 2],
    ['one is reported again', [changed(2, said([entry('let  b\n= 2;', 60)]))], 1],
    ['one is quoted as verified', [changed(2, said([], [entry('let b = 2;', 60)]))], 1],
    ['one is part of a longer quote', [changed(2, said([entry('{ let b = 2; }', 60)]))], 1],
    [
      'the embedded reviewer still quotes one',
      [changed(2, said([]), { static_findings: [{ rule: 'r', quote: '  let b = 2;' }] })],
      1,
    ],
    ['the quote of the later review stands nowhere', [changed(2, said([entry('let b = 2;', 60, false)]))], 2],
    ['one comes back', [changed(2, said([])), changed(3, said([entry('let b = 2;', 60)]))], 1],
    ['the later review is markdown', [changed(2, 'Score: 5/10', { confidences: [] })], 0],
    ['the file could not be reviewed', [changed(2, said([]), { outcome: 'inconclusive', report: null })], 0],
    ['the file is another one', [changed(2, said([]), { file: 'b.ts' })], 0],
    ['the loop is another one', [changed(2, said([]), { loop_id: 'next', key: 'next/i1/a.ts' })], 0],
  ])('%s', (_, later, right) => {
    const overall = calibrate({ reviews: [first, ...later], overrides: [], repos }, 'loop').total;
    expect({ right: overall.right, wrong: overall.wrong }).toEqual({ right, wrong: 0 });
  });

  it('are known from a later loop over the same repository', () => {
    const later = changed(1, said([]), { loop_id: 'next', key: 'next/i1/a.ts' });
    const of = (names: [string, string][]) =>
      calibrate({ reviews: [first, later], overrides: [], repos: new Map(names) }, 'loop').total.right;
    expect(of([['loop', '/r'], ['next', '/r']])).toBe(2); // prettier-ignore
    expect(of([['loop', '/r'], ['next', '/other']])).toBe(0); // prettier-ignore
  });

  it('give way to what a person decided', () => {
    const overrides = [decided('reject', '2026-04-23T11:30:00.000Z')];
    expect(counts([first, changed(2, said([]))], overrides)).toMatchObject({ right: 0, wrong: 2 });
  });
});

describe('the curve', () => {
  let runs = 0;
  afterAll(() => process.stderr.write(`suite calibration: ${runs} random knowledge bases\n`));

  it('has the scores that a hand computes', () => {
    const reviews = [
      review(1, said([entry('a', 90), entry('b', 90), entry('c', 95), entry('d', 20)])),
      review(1, said([entry('e', 80), entry('f', 0, false), entry('g', null)]), { file: 'b.ts', key: 'b' }),
    ];
    const overrides = [
      decided('approve', '2026-04-23T11:30:00.000Z'),
      decided('reject', '2026-04-23T11:30:00.000Z', { file: 'b.ts' }),
    ];
    const { total, models } = calibrate({ reviews, overrides, repos });
    expect(total).toMatchObject({ stated: 5, known: 5, right: 4, wrong: 1 });
    // (0.01 + 0.01 + 0.0025 + 0.64 + 0.64) / 5
    expect(total.brier).toBeCloseTo(0.2605, 10);
    // 3/5 · |1 - 0.91667| + 1/5 · |1 - 0.2| + 1/5 · |0 - 0.8|
    expect(total.ece).toBeCloseTo(0.37, 10);
    expect(total.buckets.map((b) => b.bucket)).toEqual(
      ['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90-100'],
    ); // prettier-ignore
    expect(total.buckets[9]).toEqual({
      bucket: '90-100',
      stated: 3,
      n: 3,
      right: 3,
      wrong: 0,
      rate: 1,
      confidence: 275 / 3,
    });
    expect(total.buckets[0]).toMatchObject({ stated: 0, n: 0, rate: null, confidence: null });
    expect(models.map((m) => m.model)).toEqual(['m:120b']);
    const text = calibrationText({ total, models });
    expect(text).toContain('- m:120b: 5 of 5 known, 4 right, 1 wrong; Brier score 0.26');
    expect(text).toContain('| 90-100 % | 3 | 3 | 3 | 0 | 100 % | 91.67 % |');
  });

  it('says in one sentence that nothing is known, and has no numbers then', () => {
    const { total, models } = calibrate({
      reviews: [review(1, said([entry('a', 90)]))],
      overrides: [],
      repos,
    });
    expect(total).toMatchObject({ stated: 1, known: 0, brier: null, ece: null });
    const text = calibrationText({ total, models });
    expect(text).toContain('Confidences stated: 90-100 %: 1.');
    expect(text).toContain('nothing is known yet');
    expect(text).not.toContain('Brier');
    expect(calibrationText(calibrate({ reviews: [], overrides: [], repos }))).toBe(
      'No model has stated a confidence.',
    );
  });

  it('leaves the embedded reviewer out: its confidences are fixed', () => {
    expect(counts([review(1, said([entry('a', 90)]), { accepted_model: 'static' })]).stated).toBe(0);
  });

  it('adds up over models and buckets, and its scores stay between 0 and 1', () => {
    const rows = fc.array(
      fc.record({
        file: fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
        model: fc.constantFrom('m', 'n'),
        iteration: fc.integer({ min: 1, max: 5 }),
        sha: fc.constantFrom('a', 'b', 'c'),
        defects: fc.array(
          fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.integer({ min: 0, max: 100 })),
          {
            maxLength: 5,
          },
        ),
      }),
      { maxLength: 12 },
    );
    const decisions = fc.array(fc.tuple(fc.constantFrom('a.ts', 'b.ts'), fc.boolean()), { maxLength: 3 });
    fc.assert(
      fc.property(rows, decisions, (made, people) => {
        const reviews = made
          .sort((a, b) => a.iteration - b.iteration)
          .map(({ file, model, iteration, sha, defects }, i) =>
            review(iteration, said(defects.map(([quote, c]) => entry(quote, c))), {
              file,
              key: `k${i}`,
              accepted_model: model,
              content_sha256: sha.repeat(64),
            }),
          );
        const overrides = people.map(([file, approve], i) =>
          decided(approve ? 'approve' : 'reject', `2026-04-23T1${3 + i}:30:00.000Z`, { file }),
        );
        const { total, models } = calibrate({ reviews, overrides, repos });
        const sum = (of: (one: typeof total) => number) => models.reduce((all, one) => all + of(one), 0);
        expect(sum((m) => m.stated)).toBe(total.stated);
        expect(sum((m) => m.right)).toBe(total.right);
        expect(total.right + total.wrong).toBe(total.known);
        expect(total.buckets.reduce((all, b) => all + b.n, 0)).toBe(total.known);
        expect(total.buckets.reduce((all, b) => all + b.stated, 0)).toBe(total.stated);
        for (const score of [total.brier, total.ece]) {
          if (total.known === 0) expect(score).toBeNull();
          else expect(score).toBeGreaterThanOrEqual(0);
          expect(score ?? 0).toBeLessThanOrEqual(1);
        }
        runs++;
      }),
      { numRuns: 300 },
    );
  });
});
