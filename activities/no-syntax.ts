import type { ReviewRow } from '../kb/streams';
import { anyRefused, refusalOf } from '../source/parsing/refused-texts';
import type { Target } from '../source/snapshot-types';
import type { ActivityDeps } from './deps';
import { readTarget } from './read-target';

/** What the record of a file says when it has no syntax tree because its parser died on it, or came to no end. */
export async function noSyntax(deps: ActivityDeps, target: Target): Promise<Pick<ReviewRow, 'no_syntax'>> {
  if (!anyRefused()) return {};
  const { text } = await readTarget(deps, target);
  const why = refusalOf(text, target.language);
  return why === undefined ? {} : { no_syntax: why };
}
