import * as fc from 'fast-check';
import {
  emptyReport,
  LIST_NAMES,
  type ForensicEntry,
  type ForensicReport,
} from '../../review/forensic-report';
import { mergeAnswers } from '../../review/merge-answers';
import { mergeMarkdown } from '../../review/merge-markdown';
import { mergeReports } from '../../review/merge';
import { parseMarkdown } from '../../review/parse-markdown';
import { readAnswer, type AcceptedAnswer } from '../../review/read-answer';
import { shardNamedIn } from '../../review/shard-names';
import { VERDICTS } from '../../review/vocabulary';

const claims = fc.constantFrom(
  'lock is lost',
  'error is dropped',
  'In shard 3, the lock is lost',
  'a; also: b',
  'b',
  '',
);
const line = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
const entryArb: fc.Arbitrary<ForensicEntry> = fc
  .record({
    claim: claims,
    evidence: fc.record({
      quote: fc.constantFrom('', 'let a', 'let  a', 'let b'),
      line_start: line,
      line_end: line,
    }),
    confidence: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  })
  .chain((entry) =>
    fc.constantFrom(
      entry,
      { ...entry, grounded: true },
      { ...entry, grounded: false },
      { ...entry, rule: 'r' },
      { ...entry, rule: 'r', severity: 'low' as const },
      { ...entry, rule: 'r', severity: 'high' as const },
    ),
  );
const reportArb: fc.Arbitrary<ForensicReport> = fc.record({
  verdict: fc.option(fc.constantFrom(...VERDICTS), { nil: null }),
  alignment_score: fc.option(
    fc.integer({ min: 0, max: 20 }).map((n) => n / 2),
    { nil: null },
  ),
  ...Object.fromEntries(
    LIST_NAMES.map((name) => [name, fc.array(entryArb, { maxLength: name === 'risk_points' ? 6 : 1 })]),
  ),
}) as fc.Arbitrary<ForensicReport>;

const m = (...reports: ForensicReport[]) => mergeReports(reports);

describe('mergeReports', () => {
  it('names no shard and loses no quote', () =>
    fc.assert(
      fc.property(reportArb, reportArb, (a, b) => {
        const merged = m(a, b);
        expect(shardNamedIn(JSON.stringify(merged))).toBeNull();
        const quotes = (r: ForensicReport) => r.risk_points.map((e) => e.evidence.quote.replace(/\s+/g, ' '));
        expect(new Set(quotes(merged))).toEqual(new Set([...quotes(a), ...quotes(b)]));
      }),
    ));

  const entry = (
    quote: string,
    from: number,
    to: number,
    confidence: number,
    claim = 'c',
  ): ForensicEntry => ({
    claim,
    evidence: { quote, line_start: from, line_end: to },
    confidence,
    grounded: true,
  });
  it('joins what has the same evidence and keeps the higher confidence and both claims', () => {
    const a = { ...emptyReport(), risk_points: [entry('let x = 1;', 4, 5, 60, 'one')] };
    const b = { ...emptyReport(), risk_points: [entry('let x =\n 1;', 5, 6, 80, 'two')] };
    expect(m(a, b).risk_points).toMatchObject([
      { claim: 'one; also: two', confidence: 80, evidence: { line_start: 4, line_end: 6 } },
    ]);
  });
  it('keeps the same line apart in another place or another list', () => {
    const a = {
      ...emptyReport(),
      risk_points: [entry('x();y', 4, 4, 60)],
      critical_failures: [entry('x();y', 4, 4, 60)],
    };
    const b = { ...emptyReport(), risk_points: [entry('x();y', 9, 9, 80)] };
    const merged = m(a, b);
    expect([merged.risk_points.length, merged.critical_failures.length]).toEqual([2, 1]);
  });
  it('takes the lowest score and verdict and drops narratives', () => {
    const a: ForensicReport = {
      ...emptyReport(),
      verdict: 'pass',
      alignment_score: 8,
      narrative: 'Shard 1 is fine.',
    };
    const b: ForensicReport = { ...emptyReport(), verdict: 'needs_patch', alignment_score: 3.5 };
    expect(m(a, b)).toEqual({ ...emptyReport(), verdict: 'needs_patch', alignment_score: 3.5 });
  });
});

describe('mergeMarkdown', () => {
  it('says every suggestion once, without shard titles, and can be read again', () => {
    const merged = mergeMarkdown([
      {
        score: 6,
        suggestions: [
          { text: 'Bound the upload | size (shard 1)', confidence: 60 },
          { text: 'Add a test', confidence: null },
        ],
      },
      {
        score: 4.5,
        suggestions: [
          { text: 'Bound the upload | size', confidence: 85, quote: 'let b = a || c;' },
          { text: 'Add  a test', confidence: 70 },
        ],
      },
    ]);
    expect(merged).toMatchObject({ score: 4.5, confidences: [60, 70, 85] });
    expect(parseMarkdown(merged.markdown)).toEqual({
      score: 4.5,
      suggestions: merged.suggestions,
      confidences: merged.confidences,
    });
    expect(shardNamedIn(merged.markdown)).toBeNull();
  });
});

describe('mergeAnswers', () => {
  const FILE = 'fn main() {\n    let total = sum(&rows);\n    drop(total);\n}\n';
  const forensic = (quote: string, title = 'x'): AcceptedAnswer =>
    accepted(
      JSON.stringify({
        title,
        verdict: 'pass',
        alignment_score: 8,
        critical_failures: [],
        required_next_actions: [],
        verified_components: [
          { claim: 'runs', evidence: { quote, line_start: 1, line_end: 1 }, confidence: 90 },
        ],
      }),
    );
  const markdown = (score: number, suggestion: string) =>
    accepted(
      `# Review (shard 2)\n\nScore: ${score}/10\n\n${'The file is read here at some length and weighed. '.repeat(8)}\n\n- ${suggestion} Confidence: 80%\n`,
    );
  function accepted(text: string, task: 'review' | 'reduce' = 'review'): AcceptedAnswer {
    const reading = readAnswer(
      { text, reasoning: '', finish: 'stop' },
      { frame: 'soft', task, shard: task === 'review' },
    );
    if (!reading.acceptable) throw new Error(reading.reason);
    return reading;
  }

  it('grounds and merges forensic answers and names no shard', () => {
    const merged = mergeAnswers(
      [
        { reading: forensic('let total = sum(&rows);', 'Audit (shard 1)') },
        { reading: forensic('fn nowhere()') },
      ],
      FILE,
    );
    expect(merged).toMatchObject({
      format: 'forensic_json',
      report: {
        verdict: 'pass',
        verified_components: [{ grounded: false }, { grounded: true, evidence: { line_start: 2 } }],
      },
    });
    expect(shardNamedIn(JSON.stringify(merged))).toBeNull();
  });
  it('stays markdown where all answered so', () => {
    const merged = mergeAnswers(
      [{ reading: markdown(6, 'Bound `rows`.') }, { reading: markdown(3, 'Check `total`.') }],
      FILE,
    );
    expect(merged).toMatchObject({
      format: 'markdown',
      score: 3,
      suggestions: [{ confidence: 80 }, { confidence: 80 }],
    });
    expect(shardNamedIn(JSON.stringify(merged))).toBeNull();
  });
  it('turns suggestions into required actions beside forensic answers, and then nothing passes', () => {
    const merged = mergeAnswers(
      [{ reading: forensic('fn main() {') }, { reading: markdown(3, 'Do not `drop(total);` here.') }],
      FILE,
    );
    expect(merged).toMatchObject({
      format: 'forensic_json',
      report: {
        verdict: 'needs_patch',
        alignment_score: 3,
        required_next_actions: [{ grounded: true, confidence: 80, evidence: { line_start: 3 } }],
      },
    });
  });
  it('takes narrative and score from the reduce answer, and lets its verdict only lower', () => {
    const reduce = accepted(
      JSON.stringify({
        verdict: 'pass',
        alignment_score: 9,
        narrative: 'All of it holds.',
        critical_failures: [],
      }),
      'reduce',
    );
    const parts = [
      { reading: forensic('fn main() {') },
      { reading: markdown(3, 'Do not `drop(total);` here.') },
    ];
    expect(mergeAnswers(parts, FILE, reduce)).toMatchObject({
      report: { verdict: 'needs_patch', alignment_score: 9, narrative: 'All of it holds.' },
    });
    const low = accepted(
      JSON.stringify({ verdict: 'fail', alignment_score: 1, critical_failures: [] }),
      'reduce',
    );
    expect(mergeAnswers(parts, FILE, low)).toMatchObject({ report: { verdict: 'fail', alignment_score: 1 } });
  });
});
