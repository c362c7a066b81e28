import type { LoopActivities } from './contract';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { reviewRow } from './review-row';
import { nothingReviewed } from '../workflows/nothing-reviewed';
import { readSnapshot } from '../source/snapshot';
import { readTargets } from './target-lists';

const BATCH = 500;

type UnreviewedArgs = Parameters<LoopActivities['recordUnreviewed']>[0];

/** Every target that a halted iteration left over gets its row: inconclusive, with the reason. Returns how many. */
export async function recordUnreviewed(deps: ActivityDeps, args: UnreviewedArgs): Promise<number> {
  const { ref, snapshotId, reason } = args;
  return withHeartbeat(async () => {
    const snapshot = await readSnapshot(deps.store, snapshotId);
    const left = [...args.targets, ...(await readTargets(deps, args.targetsId)).slice(args.offset)];
    for (let i = 0; i < left.length; i += BATCH) {
      const rows = left.slice(i, i + BATCH).map((target) => {
        const nothing = nothingReviewed(ref, snapshotId, target, reason);
        return reviewRow(nothing, snapshot, null, [], { promptSha256: null, ladder: '' });
      });
      await deps.kb.append('scrum_reviews', rows);
    }
    return left.length;
  });
}
