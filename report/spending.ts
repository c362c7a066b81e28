import type { MetricsRow, ReviewRow } from '../kb/streams';
import type { Spending, TargetLine } from './loop-report';

/** Sums over every review that was made, also those a person had made again: they were paid too. */
export function spendingOf(rows: readonly ReviewRow[]): Spending {
  const made = rows.filter((r) => r.reused_from === null);
  const prices = known(made.map((r) => r.cost_usd));
  return {
    prompt_tokens: sum(known(made.map((r) => r.prompt_tokens))),
    completion_tokens: sum(known(made.map((r) => r.completion_tokens))),
    cost_usd: prices.length === made.length ? sum(prices) : null,
    unknown_tokens: made.filter((r) => r.prompt_tokens === null || r.completion_tokens === null).length,
    unknown_cost: made.length - prices.length,
  };
}

/** The operator's metrics that have a target: where they began, where they stand, met or missed. */
export function targetLines(metrics: readonly MetricsRow[]): TargetLine[] {
  const first = metrics[0];
  const last = metrics.at(-1);
  return Object.entries(last?.custom ?? {}).flatMap(([name, { value, target, met }]) => {
    return target === null
      ? []
      : [{ name, baseline: first?.custom[name]?.value ?? null, value, target, met }];
  });
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((v): v is number => v !== null);
}

function sum(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
}
