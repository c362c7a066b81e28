import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import type { KbStore } from '../kb/kb-store';
import type { FindingRow, MetricsRow, OverrideRow, ReviewRow, RowOf, StreamName } from '../kb/streams';
import { SEVERITIES } from '../review/vocabulary';
import { findingOf } from '../sweep/finding';
import { trackerRows, type TrackerRow } from '../review/tracker';
import { calibrate } from './calibration';
import { effectiveMetrics, effectiveReviews } from './effective-rows';
import { iterationResult } from './iteration-result';
import type { FindingLine, LoopReport } from './loop-report';
import { observationLines, overrideLines } from './observation-lines';
import { pendingLines } from './pending-lines';
import { spendingOf, targetLines } from './spending';

/**
 * The report of a loop from the knowledge base alone: no server and no repository is needed, and a loop that still
 * runs, or was killed, has one too. Throws `InvalidInput` for a loop the knowledge base does not know.
 */
export async function buildReport(store: KbStore, loopId: string): Promise<LoopReport> {
  const allReviews = await rowsOf(store, 'scrum_reviews', loopId);
  const metrics = effectiveMetrics(await rowsOf(store, 'scrum_loop_metrics', loopId));
  if (allReviews.length === 0 && metrics.length === 0) throw await unknownLoop(store, loopId);
  const findingRows = await rowsOf(store, 'phase_sweep_findings', loopId);
  const overrides = await rowsOf(store, 'human_overrides', loopId);
  const reviews = effectiveReviews(allReviews);
  const lastSweep = metrics.at(-1);
  const tracker = trackerOf(metrics, reviews);
  return {
    loop_id: loopId,
    repo: lastSweep?.repo ?? null,
    commit: lastSweep?.commit ?? null,
    dirty: lastSweep?.dirty ?? null,
    started: metrics[0]?.ts ?? allReviews[0]?.ts ?? null,
    outcome: outcomeOf(tracker, overrides),
    iterations: tracker.length,
    static_only: lastSweep?.static_only ?? false,
    notices: [...new Set(metrics.flatMap((m) => m.notices))],
    baseline_findings: metrics.find((m) => m.iteration === 0)?.findings_total ?? null,
    tracker,
    results: iterationsOf(metrics, reviews).map((n) => {
      const row = metrics.find((m) => m.iteration === n);
      return iterationResult(n, reviews.get(n) ?? [], row, ofSweep(findingRows, row));
    }),
    pending: pendingLines([...reviews.values()].at(-1) ?? [], overrides),
    observations: observationLines(await rowsOf(store, 'observations', loopId)),
    overrides: overrideLines(overrides),
    findings: ofSweep(findingRows, lastSweep).map(findingLine).sort(openAndSevereFirst),
    metrics,
    targets: targetLines(metrics),
    spending: spendingOf(allReviews),
    calibration: calibrate({ reviews: allReviews, overrides, repos: new Map() }),
  };
}

async function rowsOf<S extends StreamName>(store: KbStore, stream: S, loopId: string): Promise<RowOf<S>[]> {
  return (await store.read(stream, { loop_id: loopId })) as unknown as RowOf<S>[];
}

async function unknownLoop(store: KbStore, loopId: string): Promise<TypedFailure> {
  const loops = new Set(
    (await store.read('scrum_loop_metrics')).map((r) => r.loop_id).filter((id) => id !== null),
  );
  const known = loops.size === 0 ? 'it holds no loop yet' : `it holds ${[...loops].slice(-10).join(', ')}`;
  return new TypedFailure('InvalidInput', wellFormed(`No loop ${loopId} in this knowledge base: ${known}.`));
}

function iterationsOf(metrics: readonly MetricsRow[], reviews: ReadonlyMap<number, ReviewRow[]>): number[] {
  const numbers = new Set([...reviews.keys(), ...metrics.map((m) => m.iteration ?? 0)]);
  return [...numbers].filter((n) => n > 0).sort((a, b) => a - b);
}

/** The seed's table; an iteration with reviews but no sweep yet is running. */
function trackerOf(metrics: readonly MetricsRow[], reviews: ReadonlyMap<number, ReviewRow[]>): TrackerRow[] {
  const asked = metrics.at(-1)?.iterations ?? 0;
  const rows = trackerRows(metrics, Math.max(asked, ...iterationsOf(metrics, reviews), 0));
  for (const row of rows) {
    const first = reviews
      .get(row.iter)
      ?.map((r) => r.ts)
      .sort()[0];
    if (row.status === 'queued' && first !== undefined)
      Object.assign(row, { status: 'running', scrum_started: first });
  }
  return rows;
}

/** A person's `reject` of the loop may come after the last row was written. */
function outcomeOf(tracker: readonly TrackerRow[], overrides: readonly OverrideRow[]): LoopReport['outcome'] {
  const rejected = overrides.some((o) => o.accepted && o.scope === 'loop' && o.decision === 'reject');
  if (rejected || tracker.some((r) => r.status === 'stopped')) return 'stopped';
  if (!tracker.every((r) => r.status === 'done' || r.status === 'incomplete')) return 'running';
  return tracker.some((r) => r.status === 'incomplete') ? 'incomplete' : 'done';
}

/** Finding keys begin with the key of their sweep's metrics row. */
function ofSweep(rows: readonly FindingRow[], sweep: MetricsRow | undefined): FindingRow[] {
  return sweep === undefined ? [] : rows.filter((r) => r.key.startsWith(`${sweep.key}/`));
}

function findingLine(row: FindingRow): FindingLine {
  const { status, first_seen_sweep, dismissed, dismissed_before } = row;
  return {
    ...findingOf(row),
    status,
    first_seen_sweep,
    ...(dismissed ? { dismissed } : {}),
    ...(dismissed_before ? { dismissed_before } : {}),
  };
}

function openAndSevereFirst(a: FindingLine, b: FindingLine): number {
  const rank = (f: FindingLine) => (f.status === 'fixed' ? -10 : 0) + SEVERITIES.indexOf(f.severity);
  return rank(b) - rank(a) || (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1);
}
