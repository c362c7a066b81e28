import { findingKey, metricsKey } from '../kb/keys';
import type { KbRow } from '../kb/kb-store';
import { latestImport } from '../kb/latest-import';
import type { FindingRow, MetricsRow, ReviewRow } from '../kb/streams';
import { counting, followFindings } from '../sweep/follow-findings';
import type { FollowedFinding } from '../sweep/finding';
import { improvedOn } from '../sweep/improved';
import { standingImports } from '../sweep/imported-findings';
import { countingRows, reviewMetrics } from '../sweep/review-metrics';
import { ruleFindings } from '../sweep/rule-findings';
import { clearText } from './clear-text';
import type { IterationTotals, LoopRef, SweepResult } from './contract';
import { customMetrics } from './custom-metrics';
import type { ActivityDeps } from './deps';
import { rejectedFiles } from './dismissal-index';
import { withHeartbeat } from './heartbeat';
import { markDismissed } from './mark-dismissed';
import { maskFinding } from './mask-finding';
import { chooseTargets } from './select-targets';
import { wellFormed } from '../failures/well-formed';
import { readSnapshot } from '../source/snapshot';
import { countOmissions } from '../source/targets';
import { storeFindings } from './store-findings';
import { readPlan } from './stored-plan';
import { sweepPhases } from './sweep-phases';
import { sweepScan } from './sweep-scan';

interface SweepArgs {
  ref: LoopRef;
  snapshotId: string;
  totals: IterationTotals | null;
}

/**
 * One sweep: findings of the rules, of the plan's phases and of what was imported, followed since the sweep before, and
 * one metrics row. Appends only; the same sweep run again appends nothing.
 */
export async function runSweep(deps: ActivityDeps, args: SweepArgs): Promise<SweepResult> {
  return withHeartbeat(async (signal) => {
    const { ref, snapshotId, totals } = args;
    const plan = await readPlan(deps.store, ref.planId);
    const snapshot = await readSnapshot(deps.store, snapshotId);
    const { targets, omissions } = await chooseTargets(deps, { ref, snapshotId, skipped: [] });
    const scan = await sweepScan(deps, ref, snapshotId, targets, signal);
    const phases = await sweepPhases(deps, plan, snapshotId, scan.defects);
    const before = await earlierFindings(deps, ref);
    const contents = new Map(snapshot.files.map((file) => [file.path, file.sha256]));
    const textOf = async (path: string): Promise<string | undefined> => {
      const sha256 = contents.get(path);
      return sha256 && clearText(deps, (await deps.store.get(sha256)).toString('utf8'), path);
    };
    const imported = await standingImports(
      before.filter((row) => row.source === 'import'),
      textOf,
    );
    const now = [
      ...(await Promise.all([...imported, ...phases.findings].map(maskFinding))),
      ...(await storeFindings(deps, snapshot, omissions)),
      ...[...scan.defects].flatMap(([file, found]) => ruleFindings(file, found)),
    ];
    const rejected = await rejectedFiles(deps.kb, plan.repo);
    const findings = await markDismissed(followFindings(now, before, ref.sweepId), rejected, textOf);
    await writeFindings(deps, ref, findings, contents);

    const reviews = (await deps.kb.read('scrum_reviews', {
      loop_id: ref.loopId,
      iteration: ref.iteration,
    })) as unknown as ReviewRow[];
    const counted = counting(findings);
    const files = countingRows(reviews);
    const row: MetricsRow = {
      ...head(ref),
      findings_total: counted.length,
      findings_by_severity: bySeverity(counted),
      findings_dismissed: findings.filter((finding) => finding.dismissed).length,
      ...phases.counts,
      phases: phases.judged,
      test_count: scan.testCount,
      test_fail_count: totals?.testFailCount ?? null,
      grep_hits_unimplemented: scan.patterns.grep_hits_unimplemented ?? null,
      grep_hits_pseudo: scan.patterns.grep_hits_pseudo ?? null,
      dead_code_markers: scan.patterns.dead_code_markers ?? null,
      ...reviewMetrics(reviews, findings),
      ...ofTotals(totals, countOmissions(omissions)),
      notices: [...(totals?.notices ?? []), ...unparsedNotice(scan.unparsed)],
      custom: await customMetrics(deps, plan, ref, snapshotId, scan.patterns, signal),
      improved: null,
      repo: plan.repo,
      commit: snapshot.commit,
      dirty: snapshot.dirty,
      hit_rate: files.length === 0 ? null : files.filter((f) => f.reused_from !== null).length / files.length,
      static_only: plan.staticOnly,
      iterations: plan.iterations,
    };
    const earlier = await metricsBefore(deps, ref);
    row.improved = earlier ? improvedOn(row, earlier) : null;
    await deps.kb.append('scrum_loop_metrics', [row]);
    return {
      sweepId: ref.sweepId,
      findings: counted.length,
      bySeverity: bySeverity(counted),
      metricsKey: row.key,
      improved: row.improved,
    };
  });
}

function head(ref: LoopRef) {
  return {
    schema: 1 as const,
    key: metricsKey(ref.loopId, ref.sweepId, ref.retry),
    ts: new Date().toISOString(),
    loop_id: ref.loopId,
    iteration: ref.iteration,
    sweep_id: ref.sweepId,
  };
}

/** The findings of the sweep before; in a baseline, what was imported and no loop has taken yet. */
async function earlierFindings(deps: ActivityDeps, ref: LoopRef): Promise<FindingRow[]> {
  if (ref.iteration === 0) return (await latestImport(deps.kb, ref.loopId))?.findings ?? [];
  return (await deps.kb.read('phase_sweep_findings', {
    loop_id: ref.loopId,
    iteration: ref.iteration - 1,
  })) as unknown as FindingRow[];
}

async function metricsBefore(deps: ActivityDeps, ref: LoopRef): Promise<MetricsRow | undefined> {
  if (ref.iteration === 0) return undefined;
  const rows = await deps.kb.read('scrum_loop_metrics', {
    loop_id: ref.loopId,
    iteration: ref.iteration - 1,
  });
  return rows.at(-1) as unknown as MetricsRow | undefined;
}

async function writeFindings(
  deps: ActivityDeps,
  ref: LoopRef,
  findings: readonly FollowedFinding[],
  contents: ReadonlyMap<string, string>,
): Promise<void> {
  const common = head(ref);
  const rows = findings.map((finding): KbRow => ({
    ...common,
    ...finding,
    content_sha256: contents.get(finding.file),
    key: findingKey(ref.loopId, ref.sweepId, finding.id, ref.retry),
  }));
  await deps.kb.append('phase_sweep_findings', rows);
}

function bySeverity(findings: readonly FollowedFinding[]): { high: number; medium: number; low: number } {
  const counts = { high: 0, medium: 0, low: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function unparsedNotice(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const named = paths
    .slice(0, 5)
    .map((path) => wellFormed(path, 200))
    .join(', ');
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : '';
  return [`Read without a syntax tree, because the parser crashed or came to no end: ${named}${more}.`];
}

/** What the loop itself knows; a baseline reviewed nothing. */
function ofTotals(totals: IterationTotals | null, omissions: Record<string, number>) {
  return {
    status: totals?.status ?? ('done' as const),
    scrum_started: totals?.scrumStarted ?? null,
    scrum_finished: totals?.scrumFinished ?? null,
    fixes_applied: totals?.fixesApplied ?? null,
    targets: totals?.targets ?? 0,
    reviewed: totals?.reviewed ?? 0,
    inconclusive: totals?.inconclusive ?? 0,
    reused: totals?.reused ?? 0,
    omissions: totals?.omissions ?? omissions,
    build_green: totals?.buildGreen ?? null,
    gate_summary: totals?.gateSummary ?? [],
  };
}
