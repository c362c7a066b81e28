import { failOnMet } from '../../cli/fail-on';
import type { FailOn } from '../../cli/flags';
import type { LoopReport } from '../../report/loop-report';

type Part = Pick<LoopReport, 'findings' | 'results'>;

function report(
  findings: [severity: string, status: string][],
  ...iterations: Record<string, string | null>[]
): Part {
  return {
    findings: findings.map(([severity, status]) => ({ severity, status })),
    results: iterations.map((files) => ({
      files: Object.entries(files).map(([file, verdict]) => ({ file, verdict })),
    })),
  } as unknown as Part;
}

test.each<[FailOn, [string, string][], boolean]>([
  ['high', [['high', 'open']], true],
  [
    'high',
    [
      ['medium', 'open'],
      ['low', 'open'],
    ],
    false,
  ],
  ['high', [['high', 'fixed']], false],
  ['high', [['high', 'regressed']], true],
  ['medium', [['high', 'open']], true],
  ['medium', [['low', 'open']], false],
  ['low', [['low', 'open']], true],
  ['low', [], false],
])('%s with findings %j', (what, findings, met) => {
  expect(failOnMet(what, report(findings, { a: 'fail' })) !== null).toBe(met);
});

test.each<[FailOn, Record<string, string | null>[], boolean]>([
  ['fail', [{ a: 'fail' }], true],
  ['fail', [{ a: 'needs_patch' }], false],
  ['needs_patch', [{ a: 'needs_patch' }], true],
  ['needs_patch', [{ a: 'fail' }], true],
  ['needs_patch', [{ a: 'pass', b: null }], false],
  ['fail', [{ a: 'fail' }, { a: 'pass' }], false],
  ['fail', [{ a: 'pass' }, { a: 'fail' }], true],
  ['fail', [{ a: 'fail' }, { a: null }], true],
  ['fail', [{ a: 'fail', b: 'pass' }, { b: 'pass' }], true],
])('%s with verdicts %j', (what, iterations, met) => {
  expect(failOnMet(what, report([['high', 'open']], ...iterations)) !== null).toBe(met);
});

test('without the flag nothing is met', () => {
  expect(failOnMet(undefined, report([['high', 'open']], { a: 'fail' }))).toBeNull();
});
