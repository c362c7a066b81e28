import type { JudgeArgs } from './contract';
import type { ActivityDeps } from './deps';
import { judgeOpinions } from './judge-opinions';
import { staticAnswer } from './static-answer';
import { readPlan } from './stored-plan';

/** Whether the opinions on a file conflict as they stand. */
export async function weighReview(deps: ActivityDeps, args: JudgeArgs): Promise<{ undecided: boolean }> {
  const plan = await readPlan(deps.store, args.ref.planId);
  const beside = await staticAnswer(deps, args.ref, args.snapshotId, args.target);
  const { undecided } = await judgeOpinions(deps, args, beside, plan.config.gradient);
  return { undecided };
}
