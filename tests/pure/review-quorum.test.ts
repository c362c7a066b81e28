import * as fc from 'fast-check';
import { LIST_NAMES, type ForensicEntry, type ForensicReport } from '../../review/forensic-report';
import { conflicting, decideByQuorum, opinionVerdict } from '../../review/quorum';
import { VERDICTS, type Verdict } from '../../review/vocabulary';

const ENTRY: ForensicEntry = {
  claim: 'a claim',
  evidence: { quote: 'some code', line_start: 1, line_end: 1 },
  confidence: 90,
  grounded: true,
};

/** A report with these numbers of grounded entries. */
function report(
  verdict: Verdict | null,
  lists: Partial<Record<(typeof LIST_NAMES)[number], number>>,
): ForensicReport {
  const filled = LIST_NAMES.map((name) => [name, Array.from({ length: lists[name] ?? 0 }, () => ENTRY)]);
  return { verdict, alignment_score: 5, ...Object.fromEntries(filled) } as ForensicReport;
}

const PASS = report('pass', { verified_components: 1 });
const PATCH = report('needs_patch', { verified_components: 1, risk_points: 1 });
const FAIL = report('fail', { verified_components: 1 });
const CRITICAL = report('pass', { verified_components: 1, critical_failures: 1 });
const NOTHING = report('pass', {});

describe('conflict', () => {
  it.each([
    ['a model that says what its entries say', PASS, PASS, false],
    ['a model that says fail and shows nothing', FAIL, PASS, true],
    ['a model that says pass over a critical failure', CRITICAL, PASS, true],
    ['a model that says pass and proves nothing', NOTHING, PASS, true],
    [
      'a model that oversees what the embedded reviewer found',
      PASS,
      report(null, { critical_failures: 1 }),
      true,
    ],
    ['a model that gives no verdict', report(null, { verified_components: 1 }), PASS, false],
  ])('%s', (_what, model, beside, expected) => expect(conflicting(model, beside)).toBe(expected));
});

describe('quorum', () => {
  const decide = (quorum: number, ...reports: ForensicReport[]) =>
    decideByQuorum(
      reports.map((one, i) => ({ model: `m${i}`, report: one })),
      quorum,
    );

  it.each([
    [
      'two that agree outvote the first',
      [FAIL, PASS, PASS],
      2,
      { accepted: 1, agreed: 'pass', loneCritical: false },
    ],
    [
      'without a quorum the worst verdict stands',
      [PASS, PATCH],
      2,
      { accepted: 1, agreed: null, loneCritical: false },
    ],
    ['three may be needed', [PASS, PATCH, PASS], 3, { accepted: 1, agreed: null, loneCritical: false }],
    [
      'a lone critical failure stands',
      [PASS, CRITICAL, PASS],
      2,
      { accepted: 1, agreed: 'pass', loneCritical: true },
    ],
    [
      'two critical failures are not alone',
      [CRITICAL, CRITICAL, PASS],
      2,
      { accepted: 0, agreed: 'fail', loneCritical: false },
    ],
  ] as const)('%s', (_what, reports, quorum, expected) =>
    expect(decide(quorum, ...reports)).toEqual(expected),
  );

  it('never outvotes a grounded critical failure, and never raises the accepted opinion', () => {
    const one = fc
      .record({
        verdict: fc.option(fc.constantFrom(...VERDICTS)),
        critical_failures: fc.nat(1),
        risk_points: fc.nat(1),
        verified_components: fc.nat(1),
      })
      .map(({ verdict, ...lists }) => report(verdict, lists));
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 2, max: 5 }),
        (reports, quorum) => {
          const { accepted, agreed } = decide(quorum, ...reports);
          const record = reports[accepted];
          if (!record) throw new Error('no opinion was accepted');
          const verdict = opinionVerdict(record);
          if (reports.some((r) => r.critical_failures.length > 0)) expect(verdict).toBe('fail');
          else if (agreed) expect(verdict).toBe(agreed);
          else
            for (const other of reports)
              expect(VERDICTS.indexOf(verdict)).toBeGreaterThanOrEqual(
                VERDICTS.indexOf(opinionVerdict(other)),
              );
        },
      ),
    );
  });
});
