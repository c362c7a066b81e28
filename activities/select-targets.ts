import type { FindingRow, ReviewRow } from '../kb/streams';
import { countOmissions, selectTargets as select } from '../source/targets';
import { countingRows } from '../sweep/review-metrics';
import { standing } from '../sweep/follow-findings';
import type { LoopRef, PagedTarget, TargetsRef } from './contract';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { readSnapshot } from '../source/snapshot';
import { readPlan } from './stored-plan';
import { paged, readTargets, storeTargets } from './target-lists';

interface SelectArgs {
  ref: LoopRef;
  snapshotId: string;
  skipped: string[];
}

/** The iteration's targets in their order, and what was left out, counted by reason. */
export async function selectTargets(deps: ActivityDeps, args: SelectArgs): Promise<TargetsRef> {
  return withHeartbeat(async () => {
    const { targets, omissions } = await chooseTargets(deps, args);
    return {
      targetsId: await storeTargets(deps.store, targets),
      total: targets.length,
      omissions: countOmissions(omissions),
    };
  });
}

/** The same, unstored: a sweep looks at the files its iteration would review. */
export async function chooseTargets(deps: ActivityDeps, args: SelectArgs): ReturnType<typeof select> {
  const { ref, snapshotId, skipped } = args;
  const { config } = await readPlan(deps.store, ref.planId);
  const earlier = { loop_id: ref.loopId, iteration: ref.iteration - 1 };
  const findings = (await deps.kb.read('phase_sweep_findings', earlier)) as unknown as FindingRow[];
  const previous =
    ref.iteration > 1 ? ((await deps.kb.read('scrum_reviews', earlier)) as unknown as ReviewRow[]) : [];
  return select({
    snapshot: await readSnapshot(deps.store, snapshotId),
    include: config.targets.include,
    exclude: config.targets.exclude,
    expand: config.targets.expand,
    iteration: ref.iteration,
    maxBytes: config.targets.max_bytes,
    sendSecretStores: config.targets.send_secret_stores,
    findings: standing(findings).map(({ file, severity }) => ({ path: file, severity })),
    previous: countingRows(previous).map(({ file, verdict, missing_components_count }) => ({
      path: file,
      verdict,
      missing_components_count,
    })),
    skipped,
    read: (file) => deps.store.get(file.sha256),
  });
}

export async function findTarget(
  deps: ActivityDeps,
  args: { targetsId: string; path: string },
): Promise<PagedTarget | null> {
  const target = (await readTargets(deps, args.targetsId)).find((t) => t.path === args.path);
  return target ? paged(target) : null;
}
