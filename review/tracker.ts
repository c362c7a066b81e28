/** The iteration tracker: one row per iteration, as the loop shows it while it runs and as the report shows it later. */

export const TRACKER_STATUSES = [
  'queued',
  'running',
  'fixing',
  'gating',
  'sweeping',
  'done',
  'incomplete',
  'stopped',
] as const;
export type TrackerStatus = (typeof TRACKER_STATUSES)[number];

export interface TrackerRow {
  /** 1-based. */
  iter: number;
  status: TrackerStatus;
  /** ISO 8601 UTC; null when not yet. */
  scrum_started: string | null;
  scrum_finished: string | null;
  fixes_applied: number | null;
  /** null: no gate commands, or not run yet. */
  build_green: boolean | null;
  resweep_findings: number | null;
}

/** What a tracker row is made of; a row of the stream `scrum_loop_metrics` has it all. */
export interface TrackerSource {
  iteration: number | null;
  status: TrackerStatus;
  scrum_started: string | null;
  scrum_finished: string | null;
  fixes_applied: number | null;
  build_green: boolean | null;
  findings_total: number | null;
}

/** The row of an iteration that has not begun. */
export function queuedRow(iter: number): TrackerRow {
  return {
    iter,
    status: 'queued',
    scrum_started: null,
    scrum_finished: null,
    fixes_applied: null,
    build_green: null,
    resweep_findings: null,
  };
}

/**
 * Rows 1 to `iterations` from the loop's metrics rows (any order; the baseline, iteration 0, is no row of the table).
 * Iterations without a metrics row are queued; a later metrics row of an iteration counts instead of an earlier one.
 */
export function trackerRows(metricsRows: readonly TrackerSource[], iterations: number): TrackerRow[] {
  const rows = Array.from({ length: iterations }, (_, i) => queuedRow(i + 1));
  for (const m of metricsRows) {
    if (m.iteration === null || m.iteration < 1 || m.iteration > iterations) continue;
    rows[m.iteration - 1] = {
      iter: m.iteration,
      status: m.status,
      scrum_started: m.scrum_started,
      scrum_finished: m.scrum_finished,
      fixes_applied: m.fixes_applied,
      build_green: m.build_green,
      resweep_findings: m.findings_total,
    };
  }
  return rows;
}

const HEAD = [
  'Iter',
  'Status',
  'Scrum started',
  'Scrum finished',
  'Fixes applied',
  'Build green',
  'Re-sweep findings',
];

/**
 * The tracker as a GFM table. What is unknown or was not run is `-`; `baseline`, the findings before the first
 * iteration, stands in the first row's last cell.
 */
export function renderTracker(rows: readonly TrackerRow[], baseline: number | null = null): string {
  const lines = rows.map((r, i) => {
    const findings = r.resweep_findings ?? '-';
    const before = i === 0 && baseline !== null ? ` (baseline = ${baseline})` : '';
    const green = r.build_green === null ? '-' : r.build_green ? 'yes' : 'no';
    const cells = [
      r.iter,
      r.status,
      r.scrum_started ?? '-',
      r.scrum_finished ?? '-',
      r.fixes_applied ?? '-',
      green,
    ];
    return `| ${cells.join(' | ')} | ${findings}${before} |`;
  });
  return [`| ${HEAD.join(' | ')} |`, `|${' --- |'.repeat(HEAD.length)}`, ...lines, ''].join('\n');
}
