import type { ReviewRow } from '../kb/streams';
import { maskText } from '../source/secrets/mask-text';
import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';
import { readTarget } from './read-target';

/** What a record says of the secrets of its file: how many places are masked, by kind, and nothing of what stood there. */
export async function secretFields(
  deps: ActivityDeps,
  target: Target,
): Promise<Pick<ReviewRow, 'secrets_masked' | 'secrets_masked_by_kind'>> {
  const { text } = await readTarget(deps, target);
  const { count, kinds } = await maskText(text, target.path);
  return { secrets_masked: count, ...(count > 0 ? { secrets_masked_by_kind: kinds } : {}) };
}
