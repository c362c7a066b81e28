import type { Rung } from '../activities/contract';

/** US dollars and tokens (prompt and completion together). */
export interface Money {
  usd: number;
  tokens: number;
}

/** Bounds of spending; null: none. */
export interface Caps {
  usd: number | null;
  tokens: number | null;
}

/** Which bound a call would break. */
export type CapKind = 'cost' | 'tokens';

export const NOTHING: Money = { usd: 0, tokens: 0 };
export const NO_CAPS: Caps = { usd: null, tokens: null };

/** Sums of dollars in binary fractions are off by less than this. */
const DUST_USD = 1e-9;

export function plus(a: Money, b: Money): Money {
  return { usd: a.usd + b.usd, tokens: a.tokens + b.tokens };
}

/** `a - b`, never below nothing. */
export function minus(a: Money, b: Money): Money {
  return { usd: Math.max(0, a.usd - b.usd), tokens: Math.max(0, a.tokens - b.tokens) };
}

/** What may still be spent under `caps` when `used` is spent or reserved; may be negative where more was used. */
export function left(caps: Caps, used: Money): Caps {
  return {
    usd: caps.usd === null ? null : caps.usd - used.usd,
    tokens: caps.tokens === null ? null : caps.tokens - used.tokens,
  };
}

/** The tighter of two bounds, each of its kinds by itself. */
export function tighter(a: Caps, b: Caps): Caps {
  return { usd: least(a.usd, b.usd), tokens: least(a.tokens, b.tokens) };
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** The first bound that `need` breaks; null when it fits. What costs nothing always fits. */
export function broken(need: Money, free: Caps): CapKind | null {
  if (free.usd !== null && need.usd > 0 && need.usd > free.usd + DUST_USD) return 'cost';
  if (free.tokens !== null && need.tokens > 0 && need.tokens > free.tokens) return 'tokens';
  return null;
}

export function isCapped(caps: Caps): boolean {
  return caps.usd !== null || caps.tokens !== null;
}

/**
 * What one call may cost at most, as far as can be told before it: the estimated prompt and the longest answer reserved
 * for the model, at its prices. A model without a price is refused where a cost cap is set, so it counts as 0 here.
 */
export function reservationOf(rung: Rung, promptTokens: number): Money {
  const answer = rung.answerTokens ?? 0;
  const usd = (promptTokens * (rung.usdPerMtokIn ?? 0) + answer * (rung.usdPerMtokOut ?? 0)) / 1_000_000;
  return { usd, tokens: promptTokens + answer };
}
