import { CodeContext } from '../../source/code-context';
import { decideFile, dismissalPrint, matchDismissals, type Dismissal } from '../../sweep/dismissal';
import { improvedOn } from '../../sweep/improved';
import { countFindings, isDismissed, reviewFindings } from '../../sweep/review-findings';
import { emptyReport, type ForensicEntry } from '../../review/forensic-report';
import { metricsRow, reviewRow } from '../support/kb-rows';
import { overrideRow } from '../support/report-kb';

const BY = { reason: 'known', by: 'ann', ts: '2026-04-23T11:00:00Z', key: 'loop/override/1' };
const dismissal = (fingerprint: string, context_sha256: string, title = 't'): Dismissal => ({
  fingerprint,
  title,
  context_sha256,
  by: BY,
});
const found = (fingerprint: string, context_sha256: string, title = 't') => ({
  fingerprint,
  title,
  context_sha256,
});

const FUNCTION = 'export function pay(sum: number): number {\n  const key = 1;\n  return sum * key;\n}\n';

describe('the code around a place', () => {
  it.each([
    ['moved down', `// one\n// two\nconst other = 1;\n\n${FUNCTION}`, 6, true],
    ['with other line ends and white space at their end', FUNCTION.replaceAll('\n', ' \r\n'), 2, true],
    ['after another function changed', `${FUNCTION}\nfunction other() {\n  return 2;\n}\n`, 2, true],
    ['with another line of its function changed', FUNCTION.replace('sum * key', 'sum + key'), 2, false],
    ['with its own line changed', FUNCTION.replace('key = 1', 'key = 2'), 2, false],
  ])('of a function %s', (_, text, line, same) => {
    const before = new CodeContext(FUNCTION, 'typescript').hashOf(2);
    expect(new CodeContext(text, 'typescript').hashOf(line) === before).toBe(same);
  });

  it('is the innermost function, not the class around it', () => {
    const inClass = (body: string, other: string) =>
      new CodeContext(
        `class A {\n  one() {\n    return ${body};\n  }\n  two() {\n    return ${other};\n  }\n}\n`,
        'typescript',
      );
    expect(inClass('1', '2').hashOf(3)).toBe(inClass('1', '3').hashOf(3));
    expect(inClass('1', '2').hashOf(3)).not.toBe(inClass('4', '2').hashOf(3));
  });

  it('is three lines before and after where no declaration holds it, and the whole file without a line', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`);
    const text = (n: number) => lines.map((l, i) => (i + 1 === n ? 'changed' : l)).join('\n');
    const of = (n: number) => new CodeContext(text(n), 'text').hashOf(10, 11);
    const same = Array.from({ length: 20 }, (_, i) => i + 1).filter((n) => of(n) === of(0));
    expect(same).toEqual([1, 2, 3, 4, 5, 6, 15, 16, 17, 18, 19, 20]);
    expect(new CodeContext(text(1), 'text').hashOf(null)).not.toBe(
      new CodeContext(text(0), 'text').hashOf(null),
    );
  });
});

describe('decisions on a file', () => {
  const dismissed = [{ fingerprint: 'f', title: 't', line: 2, context_sha256: 'c' }];
  const reject = overrideRow(1, {
    decision: 'reject',
    dismissed,
    content_sha256: 'sha',
    reason: 'known',
    by: 'ann',
  });

  it('reject dismisses, later rejects add, approve lifts all, the others change nothing', () => {
    const one = decideFile(undefined, reject);
    expect(one).toEqual({ contentSha256: 'sha', dismissals: [dismissal('f', 'c')] });
    const more = {
      ...reject,
      dismissed: [{ ...dismissed[0], fingerprint: 'g', title: 't', line: 1, context_sha256: 'd' }],
    };
    expect(decideFile(one, more)?.dismissals.map((d) => d.fingerprint)).toEqual(['g', 'f']);
    expect(decideFile(one, overrideRow(2, { decision: 'approve' }))).toBeUndefined();
    for (const decision of ['retry', 'skip'] as const)
      expect(decideFile(one, overrideRow(2, { decision }))).toBe(one);
  });
});

describe('a finding', () => {
  it('is dismissed in the same code, wherever it is', () => {
    expect(matchDismissals([found('f', 'c')], [dismissal('f', 'c')])).toEqual([{ dismissed: BY }]);
  });

  it('is told apart from an equal one in other code, which no decision was made on', () => {
    const standing = matchDismissals([found('f', 'new'), found('f', 'c')], [dismissal('f', 'c')]);
    expect(standing).toEqual([{}, { dismissed: BY }]);
  });

  it('comes back when its code changed, once: with its text or, where that changed too, with its title', () => {
    expect(matchDismissals([found('f', 'new'), found('f', 'newer')], [dismissal('f', 'c')])).toEqual([
      { returned: BY },
      {},
    ]);
    expect(matchDismissals([found('g', 'new')], [dismissal('f', 'c')])).toEqual([{ returned: BY }]);
    expect(matchDismissals([found('g', 'new', 'another')], [dismissal('f', 'c')])).toEqual([{}]);
  });

  it('has one print for equal texts, another for another rule, file or text; white space folded', () => {
    const print = (change: object) =>
      dismissalPrint({ file: 'a.ts', rule: 'r', title: 't', evidence: 'x = 1;', ...change });
    expect(print({ evidence: ' x  =\n1;', title: 'other' })).toBe(print({}));
    const prints = [{}, { file: 'b.ts' }, { rule: 's' }, { rule: null }, { evidence: 'x = 2;' }].map(print);
    expect(new Set(prints).size).toBe(5);
  });
});

describe('what a review found', () => {
  const entry = (quote: string, grounded: boolean): ForensicEntry => ({
    claim: `about ${quote}`,
    evidence: { quote, line_start: 2, line_end: 2 },
    confidence: 40,
    grounded,
  });
  const report = {
    ...emptyReport(),
    critical_failures: [entry('a', true), entry('nowhere', false)],
    verified_components: [entry('b', true)],
  };
  const beside = { rule: 'r', claim: 'c', quote: 'q', line_start: 1, line_end: 1 };
  const row = reviewRow('a.ts', 1, { report, static_findings: [beside, beside], gradient_tier: 'block' });

  it('is its grounded defects and the embedded reviewer’s, each place once', () => {
    expect(reviewFindings(row).map((f) => [f.title, f.line])).toEqual([
      ['about a', 2],
      ['c', 1],
    ]);
  });

  it('is dismissed only when all of it is, and never for a file that was not reviewed', () => {
    expect([undefined, 0, 1, 2].map((dismissed_count) => isDismissed({ ...row, dismissed_count }))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(isDismissed({ ...row, outcome: 'inconclusive', dismissed_count: 2 })).toBe(false);
  });

  it('counts the suggestions of a markdown review', () => {
    expect(countFindings({ ...row, report: '# review', findings_count: 3 })).toBe(4);
  });
});

it('a sweep does not improve by a dismissal', () => {
  const before = metricsRow(1, { findings_total: 5 });
  expect(improvedOn(metricsRow(2, { findings_total: 4, findings_dismissed: 1 }), before)).toBe(false);
  expect(improvedOn(metricsRow(2, { findings_total: 3, findings_dismissed: 1 }), before)).toBe(true);
});
