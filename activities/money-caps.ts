import { STATIC, type Routing } from '../config/routing-schema';
import type { ScrumConfig } from '../config/scrum-config';
import { TypedFailure } from '../failures/table';
import type { Task } from '../review/vocabulary';
import type { Caps } from '../workflows/money';
import { unpricedRefusal } from '../workflows/unpriced-refusal';
import type { StoredPlan } from './stored-plan';

type LoopConfig = ScrumConfig['loop'];

/** The bounds of each iteration and of each file. */
export function capsOf(loop: LoopConfig): { iteration: Caps; file: Caps } {
  return {
    iteration: {
      usd: loop.max_cost_usd_per_iteration ?? null,
      tokens: loop.max_tokens_per_iteration ?? null,
    },
    file: { usd: loop.max_cost_usd_per_file ?? null, tokens: loop.max_tokens_per_file ?? null },
  };
}

/** What a loop asks models for. */
const ASKED: readonly (Task | undefined)[] = ['review', 'reduce', undefined];

/** Models that may be asked in this loop and have no known price, each once. */
export function unpricedModels(routing: Routing, ladders: StoredPlan['ladders']): string[] {
  const routed = routing.routes.filter(({ when }) => ASKED.includes(when.task)).map(({ ladder }) => ladder);
  const climbed = new Set(['review', 'reduce', ...routed]);
  const asked = Object.entries(ladders).flatMap(([name, { rungs }]) =>
    climbed.has(name) ? rungs.map(({ model }) => model) : [],
  );
  return [...new Set(asked)].filter((name) => {
    if (name === STATIC) return false;
    const model = routing.models[name];
    return model?.usd_per_mtok_in === undefined || model.usd_per_mtok_out === undefined;
  });
}

/** An unknown price is unknown, so no cost cap can hold over it. Throws `ConfigError` naming every such model. */
export function refuseUnpriced(loop: LoopConfig, unpriced: string[]): void {
  const cap = loop.max_cost_usd ?? loop.max_cost_usd_per_iteration ?? loop.max_cost_usd_per_file ?? null;
  const refusal = unpricedRefusal({ unpriced }, cap);
  if (refusal !== null) throw new TypedFailure('ConfigError', refusal);
}
