import type { ModelCallResult } from '../activities/contract';
import type { Money } from './money';
import type { Refusal } from './purse';

/**
 * What an answer counts against the caps: what was counted, at the reservation's price where the price is unknown; null
 * where nobody counted.
 */
export function usedBy(result: ModelCallResult, reserved: Money): Money | null {
  const { promptTokens, completionTokens, costUsd } = result;
  if (promptTokens === null || completionTokens === null) return null;
  return { tokens: promptTokens + completionTokens, usd: costUsd ?? reserved.usd };
}

/** Why a call was not made, one line. */
export function capSentence({ cap, of }: Refusal): string {
  return `the ${cap === 'cost' ? 'cost' : 'token'} cap of the ${of} leaves nothing for a further call`;
}
