import * as fc from 'fast-check';
import { forensicReport, LIST_NAMES } from '../../review/forensic-report';
import { groundReport } from '../../review/evidence';
import { parseForensic } from '../../review/parse-forensic';

describe('no input throws', () => {
  it('of JSON: what is read keeps the schema, before and after grounding', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'verdict',
        'report',
        'claim',
        'evidence',
        'quote',
        'confidence',
        'line',
        'lines',
        'alignment_score',
        ...LIST_NAMES,
      ),
      fc.string({ maxLength: 5 }),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 0 }),
        fc.constantFrom('12-15', '85%', 'pass', 'L3'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseForensic(value);
        if (!parsed) return;
        expect(forensicReport.safeParse(parsed.report).error).toBeUndefined();
        expect(
          forensicReport.safeParse(groundReport(parsed.report, 'pass\n12-15\n85%')).error,
        ).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('parseForensic', () => {
  it('takes no word of the answer on what the program sets', () => {
    const parsed = parseForensic({
      verdict: 'pass',
      critical_failures: [
        {
          claim: 'c',
          evidence: { quote: 'q', line_start: 1, line_end: 1 },
          confidence: 9,
          grounded: true,
          rule: 'r',
        },
      ],
    });
    expect(parsed?.report.critical_failures).toEqual([
      { claim: 'c', evidence: { quote: 'q', line_start: 1, line_end: 1 }, confidence: 9 },
    ]);
  });
  it('says which lists are there as keys', () => {
    expect(parseForensic({ verdict: 'fail', 'Critical Failures': null, riskPoints: [] })?.keys).toEqual([
      'critical_failures',
      'risk_points',
    ]);
  });
});
