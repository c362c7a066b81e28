import type { ModelConfig } from '../config/routing-config';

const PER = 1_000_000;

function part(tokens: number | null, usdPerMtok: number): number | null {
  if (usdPerMtok === 0) return 0;
  return tokens === null ? null : (tokens * usdPerMtok) / PER;
}

/** US dollars of one call; null when a price is not configured, or tokens that have a price were not counted. */
export function callCost(
  model: Pick<ModelConfig, 'usd_per_mtok_in' | 'usd_per_mtok_out'>,
  promptTokens: number | null,
  completionTokens: number | null,
): number | null {
  const { usd_per_mtok_in: priceIn, usd_per_mtok_out: priceOut } = model;
  if (priceIn === undefined || priceOut === undefined) return null;
  const prompt = part(promptTokens, priceIn);
  const completion = part(completionTokens, priceOut);
  return prompt === null || completion === null ? null : prompt + completion;
}
