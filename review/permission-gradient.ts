import { TIERS, type Tier } from './vocabulary';

/** Bounds of the gradient, confidences 0 to 100; names as in `[gradient]` of `scrum.toml`. */
export interface TierThresholds {
  auto_avg: number;
  auto_min: number;
  dry_run_avg: number;
  block_min: number;
}

export const DEFAULT_THRESHOLDS: TierThresholds = {
  auto_avg: 90,
  auto_min: 70,
  dry_run_avg: 70,
  block_min: 50,
};

export interface TierInput {
  /** Of grounded entries, 0 to 100. */
  confidences: readonly number[];
  /** Accepted from a model below `min_params_b` or from the embedded reviewer: at most `simulation`. */
  capped: boolean;
  /** The reviewed text addresses its reviewer: `block`. */
  injection: boolean;
}

/** What may be done with a review without a person. No confidence at all is `block`. */
export function tierOf(input: TierInput, thresholds: TierThresholds = DEFAULT_THRESHOLDS): Tier {
  const tier = input.injection ? 'block' : tierOfConfidences(input.confidences, thresholds);
  return input.capped ? worseTier(tier, 'simulation') : tier;
}

function tierOfConfidences(confidences: readonly number[], thresholds: TierThresholds): Tier {
  if (confidences.length === 0) return 'block';
  const min = confidences.reduce((a, b) => Math.min(a, b));
  const average = confidences.reduce((a, b) => a + b) / confidences.length;
  if (min < thresholds.block_min) return 'block';
  if (average >= thresholds.auto_avg && min >= thresholds.auto_min) return 'auto';
  return average >= thresholds.dry_run_avg ? 'dry_run' : 'simulation';
}

function worseTier(a: Tier, b: Tier): Tier {
  return TIERS.indexOf(a) >= TIERS.indexOf(b) ? a : b;
}
