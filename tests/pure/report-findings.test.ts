import type { FindingLine, IterationResult } from '../../report/loop-report';
import { dismissedSection, findingsSection } from '../../report/render-findings';
import { reusedLine } from '../../report/render-iteration';
import { failOnMet } from '../../cli/fail-on';
import { findingRow } from '../support/kb-rows';

const by = { reason: 'a | b <script>', by: null, ts: '2026-04-23T11:00:00Z', key: 'loop/override/1' };
const open: FindingLine = findingRow('S-open', { severity: 'low' });
const back: FindingLine = findingRow('S-back', { severity: 'low', dismissed_before: { ...by, by: 'ann' } });
const gone: FindingLine = findingRow('S-gone', { dismissed: by });

test('dismissed findings have a section of their own and are in no other', () => {
  const findings = [open, back, gone];
  const main = findingsSection({ findings });
  expect(main).toContain('| S-open |');
  expect(main).not.toContain('S-gone');
  expect(main).toMatch(
    /S-back \|.*\(dismissed before by ann: a \\\| b &lt;script&gt;; the code has changed since\)/,
  );
  expect(dismissedSection({ findings })).toMatch(
    /^## Dismissed by a person\n[\s\S]*\| S-gone \| high \| src\/auth\.rs:12 \| .* \| a \\\| b &lt;script&gt; \| unnamed \|/,
  );
  expect(dismissedSection({ findings: [open] })).toBe('');
});

test('--fail-on passes by what a person dismissed', () => {
  const report = { results: [], findings: [open, gone] };
  expect(failOnMet('high', report)).toBeNull();
  expect(failOnMet('low', report)).toContain('1 open findings');
});

test('only an iteration that reused every file shows 100 %', () => {
  const line = (reused: number, targets: number) =>
    reusedLine({ reused, targets, hit_rate: targets === 0 ? null : reused / targets } as IterationResult);
  expect([line(410, 412), line(412, 412), line(99_999, 100_000), line(0, 3), line(0, 0)]).toEqual([
    'reused 410/412, 99.5 %',
    'reused 412/412, 100 %',
    'reused 99999/100000, 99.9 %',
    'reused 0/3, 0 %',
    'reused 0/0',
  ]);
});
