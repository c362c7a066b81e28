import type { JudgeArgs, LoopActivities } from './contract';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { reviewRow } from './review-row';
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
        const nothing: JudgeArgs = {
          ref,
          snapshotId,
          target,
          frame: ref.iteration <= 1 ? 'soft' : 'forensic',
          shardsTotal: 0,
          parts: [],
          reduce: null,
          hops: [],
          escalations: 0,
          costUsd: 0,
          startedAt: new Date().toISOString(),
          reason,
        };
        return reviewRow(nothing, snapshot, null, [], { promptSha256: null, ladder: '' });
      });
      await deps.kb.append('scrum_reviews', rows);
    }
    return left.length;
  });
}
