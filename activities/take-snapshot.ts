import { takeSnapshot as snapshotRepository } from '../source/snapshot';
import type { LoopRef, SnapshotRef } from './contract';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { readPlan } from './stored-plan';

/** The repository as it is now, pinned and content-addressed. An unchanged tree gives the same id. */
export async function takeSnapshot(deps: ActivityDeps, { ref }: { ref: LoopRef }): Promise<SnapshotRef> {
  const plan = await readPlan(deps.store, ref.planId);
  return withHeartbeat(async (signal) => {
    const { id, snapshot } = await snapshotRepository({
      repo: plan.repo,
      ...(plan.input.ref === undefined ? {} : { ref: plan.input.ref }),
      stateDir: deps.stateDir,
      store: deps.store,
      signal,
      log: (line) => deps.log(line),
    });
    return { snapshotId: id, commit: snapshot.commit, dirty: snapshot.dirty, files: snapshot.files.length };
  });
}
