import * as fc from 'fast-check';
import { groundReport } from '../../review/evidence';
import { foldSpace } from '../../review/fold-space';
import {
  emptyReport,
  LIST_NAMES,
  type ForensicEntry,
  type ForensicReport,
} from '../../review/forensic-report';
import type { MarkdownSuggestion } from '../../review/markdown-suggestion';
import { mergeAnswers } from '../../review/merge-answers';
import { mergeMarkdown, type MarkdownPart } from '../../review/merge-markdown';
import { mergeReports } from '../../review/merge';
import type { AcceptedAnswer, AcceptedMarkdown } from '../../review/read-answer';
import { VERDICTS } from '../../review/vocabulary';
import { ANSWER_NAMES, loadAnswer, readCase } from '../support/answer-corpus';
import { anyReport } from '../support/report-arbitraries';
import { Tally } from '../support/tally';

/**
 * Equality here: reports are compared whole, lists in canonical order, so as sets of entries. Entries are joined by
 * evidence (same folded quote, same rule, overlapping lines), not by what they claim. Titles and narratives of parts are
 * no part of a merged report, so idempotence is m(a, a) = m(a) = m(m(a)), not m(a) = a.
 */
const tally = new Tally();
afterAll(() => tally.print('suite merging'));

const quotes = ['', 'let a', 'let  a', ' let a ', 'let b', '\tlet\tb', '🙂 = 1', 'mu.Lock()'];
const claims = [
  'lock is lost',
  'error is dropped',
  'In shard 3, the lock is lost',
  'a; also: b',
  'b; also: a',
  'b',
  '',
  'chunk 2 of 7',
  '(part 1 of 2) b',
  '; also: ',
  'a; also: shard 2; also: c',
];
const line = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
/** Few quotes, claims and lines, so that nearly every list holds entries to join. */
const crowded: fc.Arbitrary<ForensicEntry> = fc.record(
  {
    claim: fc.constantFrom(...claims),
    evidence: fc.record({ quote: fc.constantFrom(...quotes), line_start: line, line_end: line }),
    confidence: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    grounded: fc.boolean(),
    rule: fc.constantFrom('r', 's'),
    severity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
  },
  { requiredKeys: ['claim', 'evidence', 'confidence'] },
);
const crowdedReport = fc.record({
  verdict: fc.option(fc.constantFrom(...VERDICTS), { nil: null }),
  alignment_score: fc.option(
    fc.integer({ min: 0, max: 20 }).map((n) => n / 2),
    { nil: null },
  ),
  ...Object.fromEntries(
    LIST_NAMES.map((name) => [name, fc.array(crowded, { maxLength: name === 'risk_points' ? 8 : 2 })]),
  ),
}) as unknown as fc.Arbitrary<ForensicReport>;

const readings = ANSWER_NAMES.map((name) => readCase(loadAnswer(name)));
const accepted = readings.filter((reading): reading is AcceptedAnswer => reading.acceptable);
const corpusReports = accepted.flatMap((reading) =>
  reading.format === 'forensic_json' ? [reading.report] : [],
);
const FILE = corpusReports
  .flatMap((report) => report.critical_failures.map((entry) => entry.evidence.quote))
  .join('\n');
/** The records of the corpus, as read and as grounded in a file that holds some of their quotes. */
const corpusReport = fc.constantFrom(
  ...corpusReports,
  ...corpusReports.map((report) => groundReport(report, FILE)),
);

const m = (...reports: ForensicReport[]): ForensicReport => mergeReports(reports);

describe.each([
  ['crowded reports', crowdedReport, 600],
  ['arbitrary reports', anyReport, 300],
  ['records of the corpus', corpusReport, 500],
] as const)('merging %s', (_, report, runs) => {
  it('is commutative, over any order of a list', () => {
    const shuffled = fc
      .array(report, { maxLength: 5 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    tally.check(shuffled, ([all, other]) => expect(mergeReports(other)).toEqual(mergeReports(all)), runs);
  });
  it('is associative, over any grouping of a list', () => {
    const grouped = fc.array(fc.array(report, { maxLength: 3 }), { maxLength: 3 });
    tally.check(
      grouped,
      (groups) => expect(mergeReports(groups.map(mergeReports))).toEqual(mergeReports(groups.flat())),
      runs,
    );
  });
  it('is idempotent, with the empty report as its unit', () => {
    tally.check(
      report,
      (a) => {
        expect(m(a, a)).toEqual(m(a));
        expect(m(m(a))).toEqual(m(a));
        expect(m(a, emptyReport(), a)).toEqual(m(a));
      },
      runs,
    );
  });
  it('loses no quote and no verdict', () => {
    tally.check(
      fc.tuple(report, report),
      ([a, b]) => {
        const merged = m(a, b);
        for (const list of LIST_NAMES) {
          const of = (...reports: ForensicReport[]) =>
            new Set(reports.flatMap((r) => r[list].map((entry) => foldSpace(entry.evidence.quote))));
          expect(of(merged)).toEqual(of(a, b));
        }
        const ranks = [a, b].map(({ verdict }) => (verdict === null ? -1 : VERDICTS.indexOf(verdict)));
        expect(merged.verdict === null ? -1 : VERDICTS.indexOf(merged.verdict)).toBe(Math.max(...ranks));
      },
      runs,
    );
  });
});

describe('merging markdown', () => {
  const suggestion: fc.Arbitrary<MarkdownSuggestion> = fc.record(
    {
      text: fc.constantFrom('Bound it', 'Bound  it', 'Bound it (shard 2)', 'Test it', 'Write it last'),
      confidence: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
      quote: fc.constantFrom('let a', 'let  a', 'let b'),
      grounded: fc.boolean(),
      lines: fc.constantFrom({ first: 1, last: 2 }, { first: 3, last: 3 }),
    },
    { requiredKeys: ['text', 'confidence'] },
  );
  const part: fc.Arbitrary<MarkdownPart> = fc.record({
    score: fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }),
    suggestions: fc.array(suggestion, { maxLength: 5 }),
  });
  const corpusPart = fc.constantFrom(
    ...accepted.filter((reading): reading is AcceptedMarkdown => reading.format === 'markdown'),
  );
  const print = ({ text, confidence, quote, grounded, lines }: MarkdownSuggestion): string =>
    JSON.stringify({ text, confidence, quote, grounded, lines });
  /** Suggestions as a set: their order is that of the parts, which a reader wants and the merge leaves. */
  const asSet = (parts: readonly MarkdownPart[]) => {
    const { score, suggestions } = mergeMarkdown(parts);
    return { score, suggestions: suggestions.map((s) => print(s)).sort() };
  };
  it.each([
    ['arbitrary parts', part, 500],
    ['answers of the corpus', corpusPart as fc.Arbitrary<MarkdownPart>, 500],
  ] as const)('of %s is commutative, associative and idempotent as a set', (_, any, runs) => {
    tally.check(
      fc.tuple(any, any, any),
      ([a, b, c]) => {
        expect(asSet([b, a])).toEqual(asSet([a, b]));
        expect(asSet([mergeMarkdown([a, b]), c])).toEqual(asSet([a, mergeMarkdown([b, c])]));
        expect(asSet([a, a])).toEqual(asSet([a]));
        expect(asSet([mergeMarkdown([a])])).toEqual(asSet([a]));
      },
      runs,
    );
  });
});

describe('merging answers', () => {
  it('of both formats gives the same record in any order', () => {
    const shuffled = fc
      .array(fc.constantFrom(...accepted), { minLength: 1, maxLength: 4 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const record = (readings: readonly AcceptedAnswer[]) => {
      const merged = mergeAnswers(
        readings.map((reading) => ({ reading })),
        FILE,
      );
      if (merged.format === 'forensic_json') return merged;
      return { score: merged.score, suggestions: new Set(merged.suggestions.map((s) => JSON.stringify(s))) };
    };
    tally.check(shuffled, ([all, other]) => expect(record(other)).toEqual(record(all)), 500);
  });
});
