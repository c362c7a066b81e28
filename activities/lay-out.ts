import { openWorkTree } from '../forge/check-repository';
import { fetchClone } from '../forge/clone';
import { layOutSnapshot } from '../gate/lay-out-snapshot';
import { readSnapshot } from '../source/snapshot';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { readPlan } from './stored-plan';

/** The iteration's snapshot as a folder of its own for the operator's commands. */
export async function layOut(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
  signal: AbortSignal,
): Promise<string> {
  const plan = await readPlan(deps.store, ref.planId);
  const snapshot = await readSnapshot(deps.store, snapshotId);
  const source = plan.isUrl
    ? (await fetchClone(plan.repo, plan.input.ref, deps.stateDir, signal)).place
    : openWorkTree(plan.repo);
  return layOutSnapshot({
    snapshot,
    store: deps.store,
    stateDir: deps.stateDir,
    loopId: ref.loopId,
    iteration: ref.iteration,
    source,
    signal,
  });
}
