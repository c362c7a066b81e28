import { createHash } from 'node:crypto';
import { STATIC } from '../config/routing-schema';
import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';
import { ladderOf } from './prepare-review';
import type { StoredPlan } from './stored-plan';

/**
 * A ladder as part of a review's identity: its name, the rungs that could be asked, which of them are capped, and the
 * bounds of the tiers, so that no tier outlives the bounds it was given by. With the embedded reviewer as the rung, its
 * rules belong to it.
 */
export function ladderIdentity(
  deps: ActivityDeps,
  plan: StoredPlan,
  target: Target,
  rulesSha256: string,
): string {
  const name = ladderOf(deps, 'review', target);
  const rungs = plan.ladders[name]?.rungs ?? [];
  const { review } = plan.config;
  const opinions =
    review.second_opinion === 'off' ? [] : [`opinions ${review.quorum}/${review.max_opinions}`];
  const parts = [
    rungs.map(({ model, capped }) => [model, capped]),
    plan.config.gradient,
    rungs.some(({ model }) => model === STATIC) ? rulesSha256 : null,
    ...opinions,
  ];
  return `${name}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)}`;
}
