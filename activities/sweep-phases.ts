import type { Defect } from '../source/rules/defect';
import type { Finding } from '../sweep/finding';
import { judgePhase, readPhases, type JudgedPhase } from '../sweep/phases';
import type { ActivityDeps } from './deps';
import { snapshotIndex } from './snapshot-index';
import { readSnapshot } from '../source/snapshot';
import type { StoredPlan } from './stored-plan';

/** Where a plan document is looked for when none is named. */
const USUAL_PLANS = ['PLAN.md', 'docs/PLAN.md', 'ROADMAP.md', 'docs/ROADMAP.md'];

interface SweptPhases {
  judged: JudgedPhase[];
  findings: Finding[];
  /** Null without a plan document: then nothing could be measured. */
  counts: Record<
    | 'phases_total'
    | 'phases_real_count'
    | 'phases_partial_count'
    | 'phases_pseudo_count'
    | 'phases_missing_count',
    number | null
  >;
}

/** Judges the plan's phases against the snapshot. */
export async function sweepPhases(
  deps: ActivityDeps,
  plan: StoredPlan,
  snapshotId: string,
  defects: ReadonlyMap<string, readonly Defect[]>,
): Promise<SweptPhases> {
  const none = {
    phases_total: null,
    phases_real_count: null,
    phases_partial_count: null,
    phases_pseudo_count: null,
    phases_missing_count: null,
  };
  const found = await planDocument(deps, plan, snapshotId);
  if (!found) return { judged: [], findings: [], counts: none };
  const index = await snapshotIndex(deps, snapshotId);
  const results = readPhases(found.text).map((phase) => judgePhase(phase, found.path, index, defects));
  const judged = results.map((result) => result.judged);
  const count = (status: JudgedPhase['status']): number =>
    judged.filter((phase) => phase.status === status).length;
  return {
    judged,
    findings: results.flatMap((result) => result.findings),
    counts: {
      phases_total: judged.length,
      phases_real_count: count('real'),
      phases_partial_count: count('partial'),
      phases_pseudo_count: count('pseudo'),
      phases_missing_count: count('missing'),
    },
  };
}

/** The plan document of the configuration, else the proposal, else a usual one; only one with phases counts. */
async function planDocument(
  deps: ActivityDeps,
  plan: StoredPlan,
  snapshotId: string,
): Promise<{ path: string; text: string } | undefined> {
  const { files } = await readSnapshot(deps.store, snapshotId);
  const proposal = plan.proposal && 'path' in plan.proposal ? plan.proposal.path : undefined;
  const named = [plan.config.sweep.plan, proposal]
    .flatMap((path) => path ?? [])
    .map((path) => path.replace(/^\.\//, ''));
  for (const path of [...named, ...USUAL_PLANS]) {
    const file = files.find((f) => f.path === path);
    const text = file && (await deps.store.get(file.sha256)).toString('utf8');
    if (text !== undefined && readPhases(text).length > 0) return { path, text };
  }
  return undefined;
}
