import { offlineRouting } from '../config/routing-config';
import { probeProviders } from '../models/probe-providers';
import { climbableRungs } from '../models/routing-engine';
import type { ActivityDeps } from './deps';
import type { StoredPlan } from './stored-plan';

interface UsableLadders {
  ladders: StoredPlan['ladders'];
  /** No ladder has a model that can be asked. */
  staticOnly: boolean;
  notices: string[];
}

/** Asks every provider what is there and keeps, per ladder, the rungs that can be asked. */
export async function usableLadders(
  deps: Pick<ActivityDeps, 'routing' | 'env' | 'providerNamed'>,
  offline: boolean,
  signal: AbortSignal,
): Promise<UsableLadders> {
  const { routing } = deps.routing;
  const used = offline ? offlineRouting(routing) : routing;
  const health = offline
    ? []
    : await probeProviders(used, deps.env, signal, (name) => deps.providerNamed(name));
  const notices = new Set<string>();
  const ladders: StoredPlan['ladders'] = {};
  for (const name of Object.keys(used.ladders)) {
    const climbable = climbableRungs(used, name, health);
    ladders[name] = { rungs: climbable.rungs, staticOnly: climbable.staticOnly };
    for (const notice of climbable.notices) notices.add(notice);
  }
  const staticOnly = Object.values(ladders).every((ladder) => ladder.staticOnly || ladder.rungs.length === 0);
  const why = offline ? 'by --offline' : 'because no model can be asked';
  const loud = staticOnly
    ? [`Every file is read by the embedded reviewer alone, ${why}: no review goes above tier simulation.`]
    : [];
  return { ladders, staticOnly, notices: [...loud, ...notices] };
}
