import type { LoopPlan } from '../activities/contract';

/** Why a cost cap cannot hold over these models; null where every price is known. */
export function unpricedRefusal(plan: Pick<LoopPlan, 'unpriced'>, maxCostUsd: number | null): string | null {
  const models = plan.unpriced ?? [];
  if (maxCostUsd === null || models.length === 0) return null;
  return (
    `A cost cap of $${maxCostUsd} is set, and the routing file has no price for ${models.join(', ')}; expected ` +
    'usd_per_mtok_in and usd_per_mtok_out of each (0 where a call costs nothing), or no cost cap.'
  );
}
