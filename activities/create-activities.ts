import type { BuildActivities, LoopActivities, ModelActivities, ReviewActivities } from './contract';
import { callModel } from './call-model';
import type { ActivityDeps } from './deps';
import { judgeAndRecord } from './judge-and-record';
import { openLoop } from './open-loop';
import { prepareReview } from './prepare-review';
import { recordSignal } from './record-signal';
import { recordUnreviewed } from './record-unreviewed';
import { runGate } from './run-gate';
import { runSweep } from './run-sweep';
import { findTarget, selectTargets } from './select-targets';
import { settlePage } from './settle-page';
import { takeSnapshot } from './take-snapshot';
import { withTypedFailures } from './throw-typed';
import { weighReview } from './weigh-review';

/** Activities by the queue they are registered on; together they are the contract of the workflows. */
export interface ActivityGroups {
  loop: LoopActivities;
  review: ReviewActivities;
  model: ModelActivities;
  build: BuildActivities;
}

/** Every activity, bound to one worker's dependencies and throwing only what Temporal can carry. */
export function createActivities(deps: ActivityDeps): ActivityGroups {
  return {
    loop: withTypedFailures<LoopActivities>({
      openLoop: (args) => openLoop(deps, args),
      takeSnapshot: (args) => takeSnapshot(deps, args),
      selectTargets: (args) => selectTargets(deps, args),
      settlePage: (args) => settlePage(deps, args),
      findTarget: (args) => findTarget(deps, args),
      recordUnreviewed: (args) => recordUnreviewed(deps, args),
      runSweep: (args) => runSweep(deps, args),
      recordSignal: (args) => recordSignal(deps, args),
    }),
    review: withTypedFailures<ReviewActivities>({
      prepareReview: (args) => prepareReview(deps, args),
      weighReview: (args) => weighReview(deps, args),
      judgeAndRecord: (args) => judgeAndRecord(deps, args),
      queueServed: async ({ taskQueue }) => ({ served: await deps.queueServed(taskQueue) }),
    }),
    model: withTypedFailures<ModelActivities>({ callModel: (args) => callModel(deps, args) }),
    build: withTypedFailures<BuildActivities>({ runGate: (args) => runGate(deps, args) }),
  };
}
