import { renderTracker, trackerRows } from '../../review/tracker';
import { metricsRow } from '../support/kb-rows';

test('the tracker has a row for every iteration; the baseline is none; those not run are queued', () => {
  const rows = trackerRows(
    [metricsRow(0), metricsRow(1, { findings_total: 12, build_green: true, fixes_applied: 3 })],
    3,
  );
  expect(rows.map((r) => [r.iter, r.status, r.fixes_applied, r.build_green, r.resweep_findings])).toEqual([
    [1, 'done', 3, true, 12],
    [2, 'queued', null, null, null],
    [3, 'queued', null, null, null],
  ]);
});

test('a later metrics row of an iteration counts instead of an earlier one', () => {
  const rows = trackerRows(
    [metricsRow(1, { status: 'incomplete' }), metricsRow(1, { status: 'done', findings_total: 5 })],
    1,
  );
  expect(rows[0]).toMatchObject({ status: 'done', resweep_findings: 5 });
});

test('the table has the columns of the notes; unknown is a dash, a red build is no', () => {
  const rows = trackerRows(
    [metricsRow(1, { build_green: false, findings_total: 0, fixes_applied: 0 }), metricsRow(2)],
    3,
  );
  const lines = renderTracker(rows, 19).split('\n');
  expect(lines).toEqual([
    '| Iter | Status | Scrum started | Scrum finished | Fixes applied | Build green | Re-sweep findings |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| 1 | done | 2026-04-23T10:00:00.000Z | 2026-04-23T10:20:00.000Z | 0 | no | 0 (baseline = 19) |',
    '| 2 | done | 2026-04-23T10:00:00.000Z | 2026-04-23T10:20:00.000Z | - | - | 19 |',
    '| 3 | queued | - | - | - | - | - |',
    '',
  ]);
});
