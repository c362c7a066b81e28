import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';

const KEYS = {
  ScrumRepo: SearchAttributeType.KEYWORD,
  ScrumVerdict: SearchAttributeType.KEYWORD,
  ScrumTier: SearchAttributeType.KEYWORD,
  ScrumSweepId: SearchAttributeType.KEYWORD,
  ScrumIteration: SearchAttributeType.INT,
} as const;

/** The search attributes a loop knows; a server need not have them. */
export const SEARCH_ATTRIBUTES = Object.keys(KEYS) as (keyof typeof KEYS)[];

/** Pairs to send: only values that are there, and only attributes the server has (an unknown one fails the task for ever). */
export function searchAttributePairs(
  registered: readonly string[],
  values: Partial<Record<keyof typeof KEYS, string | number | null>>,
): SearchAttributePair[] {
  return SEARCH_ATTRIBUTES.flatMap((name) => {
    const value = values[name];
    if (value === undefined || value === null || !registered.includes(name)) return [];
    return [{ key: defineSearchAttributeKey(name, KEYS[name]), value } as SearchAttributePair];
  });
}
