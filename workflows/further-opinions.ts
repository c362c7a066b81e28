import type { JudgeArgs, PreparedReview } from '../activities/contract';
import { fileActivities } from './activity-groups';
import type { Climb } from './climb-ladder';
import { reviewShards } from './review-shards';

/**
 * Where verdicts conflict, asks further models of the ladder, each for a whole review of its own, until the declared
 * quorum agrees, no model is left or no further opinion is allowed. Each model gives one opinion.
 */
export async function furtherOpinions(
  climb: Climb,
  judge: JudgeArgs,
  prepared: PreparedReview,
): Promise<void> {
  const { secondOpinion } = prepared;
  if (!secondOpinion) return;
  const { quorum, opinions } = secondOpinion;
  const heard = new Set(judge.parts.map((part) => part.model));
  judge.quorum = quorum;
  judge.opinions = [];
  while (judge.opinions.length + 1 < opinions) {
    const rungs = prepared.rungs.filter((rung) => !heard.has(rung.model));
    if (rungs.length === 0 || climb.refusal) return;
    const { undecided } = await fileActivities.weighReview(judge);
    if (!undecided) return;
    const { parts, reduce, reason } = await reviewShards(climb, judge, { ...prepared, rungs });
    if (reason !== null) return;
    judge.opinions.push({ parts, reduce });
    // A model that was asked on the way and gave none is not asked again.
    for (const { model } of climb.hops) heard.add(model);
    for (const { model } of parts) heard.add(model);
  }
}
