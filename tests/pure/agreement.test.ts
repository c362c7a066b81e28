import type { ReviewRow } from '../../kb/streams';
import { countGrounding, sumGrounding } from '../../review/count-grounding';
import { emptyReport, type ForensicEntry, type ForensicReport } from '../../review/forensic-report';
import { agreementOf } from '../../sweep/agreement';
import { groundingRates } from '../../sweep/grounding-rates';
import { trustLines } from '../../report/render-trust';
import type { IterationResult } from '../../report/loop-report';
import { reviewRow } from '../support/kb-rows';

const entry = (quote: string, line: number, grounded = true): ForensicEntry => ({
  claim: quote,
  evidence: { quote, line_start: line, line_end: line },
  confidence: 80,
  grounded,
});
const report = (change: Partial<ForensicReport>): ForensicReport => ({ ...emptyReport(), ...change });
const critical = (line: number) => ({
  rule: 'swallowed-error',
  list: 'critical_failures',
  line_start: line,
  line_end: line + 1,
});

describe('agreement', () => {
  it('is null where no model reviewed', () => {
    expect(agreementOf([])).toBeNull();
    expect(agreementOf([reviewRow('a.ts', 1, { accepted_model: 'static' })])).toBeNull();
    expect(agreementOf([reviewRow('a.ts', 1, { outcome: 'inconclusive', accepted_model: null })])).toBeNull();
  });

  it.each<[string, Partial<ReviewRow>, boolean]>([
    ['neither claims anything', { findings_count: 0 }, false],
    ['both claim something', { findings_count: 1, static_findings: [critical(3)] }, false],
    ['only the model does', { findings_count: 2 }, false],
    ['only the embedded reviewer does', { findings_count: 0, static_findings: [{ rule: 'r' }] }, true],
    [
      'the model verified the lines of a critical failure',
      {
        findings_count: 1,
        static_findings: [critical(3)],
        report: report({ verified_components: [entry('ok', 4)] }),
      },
      true,
    ],
    [
      'the model verified the line after it',
      {
        findings_count: 1,
        static_findings: [critical(3)],
        report: report({ verified_components: [entry('ok', 5)] }),
      },
      false,
    ],
    [
      'what the model verified stands nowhere',
      {
        findings_count: 1,
        static_findings: [critical(3)],
        report: report({ verified_components: [entry('ok', 4, false)] }),
      },
      false,
    ],
    [
      'the model verified the lines of a lesser defect',
      {
        findings_count: 1,
        static_findings: [{ ...critical(3), list: 'risk_points' }],
        report: report({ verified_components: [entry('ok', 4)] }),
      },
      false,
    ],
  ])('a file: %s', (_, change, disagrees) => {
    expect(agreementOf([reviewRow('a.ts', 2, change)])).toMatchObject({
      files_compared: 1,
      files_disagreeing: disagrees ? 1 : 0,
      disagreement_rate: disagrees ? 1 : 0,
    });
  });

  it('counts places of the files that a model reviewed; a rate of nothing is null', () => {
    const place = { line_start: 1, line_end: 2, sources: ['model', 'import'] as ('model' | 'import')[] };
    const rows = [
      reviewRow('a.ts', 2, { triangulation: [place], claimed_places: 3 }),
      reviewRow('b.ts', 2, { triangulation: [], claimed_places: 1 }),
      reviewRow('c.ts', 2, { accepted_model: 'static', triangulation: [place], claimed_places: 9 }),
    ];
    expect(agreementOf(rows)).toMatchObject({
      places: 4,
      agreed: 1,
      agreement_rate: 0.25,
      files_compared: 2,
    });
    expect(agreementOf([reviewRow('b.ts', 2)])).toMatchObject({ places: 0, agreement_rate: null });
  });
});

describe('grounding', () => {
  const TEXT = 'const one = 1;\nconst two = 2;\n';
  const forensic = { format: 'forensic_json', acceptable: true, narrative: null, score: null } as const;

  it('counts what an answer claimed and what of it stands, of markdown only what is quoted', () => {
    const said = report({
      risk_points: [entry('const one = 1;', 1), entry('const one = 2;', 1)],
      verified_components: [entry('const two = 2;', 9)],
    });
    const reading = { ...forensic, report: said } as unknown as Parameters<typeof countGrounding>[1];
    expect(countGrounding('m', reading, TEXT)).toEqual({ model: 'm', entries: 3, grounded: 2 });
    const markdown = {
      format: 'markdown',
      suggestions: [
        { text: 'a', confidence: 1, quote: 'const two = 2;' },
        { text: 'b', confidence: 1, quote: 'const two = 3;' },
        { text: 'c', confidence: 1 },
      ],
    } as unknown as Parameters<typeof countGrounding>[1];
    expect(countGrounding('m', markdown, TEXT)).toEqual({ model: 'm', entries: 2, grounded: 1 });
  });

  it('sums by model, also of superseded rows; reused rows carry none', () => {
    const rows = [
      reviewRow('a.ts', 2, { grounding: [{ model: 'gpt-oss:120b', entries: 40, grounded: 38 }] }),
      reviewRow('b.ts', 2, {
        grounding: [
          { model: 'gpt-oss:120b', entries: 4, grounded: 3 },
          { model: 'quiet', entries: 0, grounded: 0 },
        ],
      }),
      reviewRow('c.ts', 2, { reused_from: 'loop/i1/c.ts' }),
    ];
    const rates = groundingRates(rows);
    expect(rates).toEqual({
      'gpt-oss:120b': { entries: 44, grounded: 41, rate: 41 / 44 },
      quiet: { entries: 0, grounded: 0, rate: null },
    });
    expect(sumGrounding([])).toEqual([]);
    const shown = trustLines({
      grounding: rates,
      agreement: agreementOf(rows),
    } as unknown as IterationResult);
    expect(shown[0]).toBe('- Grounding: gpt-oss:120b 41/44 (93 %), quiet 0/0 (unknown)');
    expect(shown.slice(1)).toEqual([
      '- agreement: nobody named a place in 3 files',
      '- disagreement: 0 of 3 files (0 %)',
    ]);
    expect(trustLines({ grounding: {}, agreement: null } as unknown as IterationResult)).toEqual([]);
  });
});
