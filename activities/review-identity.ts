import { createHash } from 'node:crypto';
import { STATIC } from '../config/routing-schema';
import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';
import { ladderOf } from './prepare-review';
import type { StoredPlan } from './stored-plan';

/**
 * A ladder as part of a review's identity: its name and the rungs that could be asked. With the embedded reviewer as the
 * rung, its rules belong to it.
 */
export function ladderIdentity(
  deps: ActivityDeps,
  plan: StoredPlan,
  target: Target,
  rulesSha256: string,
): string {
  const name = ladderOf(deps, 'review', target);
  const rungs = (plan.ladders[name]?.rungs ?? []).map((rung) => rung.model);
  const parts = rungs.includes(STATIC) ? [...rungs, rulesSha256] : rungs;
  return `${name}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)}`;
}
