import { parseAll } from './accept-forensic';
import { entriesOf } from './entries';
import { textAround, type JsonPiece } from './extract-json';
import { shardNamedIn } from './shard-names';

/**
 * The shard that the prose of an answer names, in its own words: title, narrative and claims, never quoted code. `pieces`
 * are the JSON values that were read as the report; none for a markdown answer.
 */
export function namesAShard(answer: string, pieces: readonly JsonPiece[]): string | null {
  const parsed = parseAll(pieces.map(({ value }) => value));
  if (!parsed) return shardNamedIn(answer);
  const claims = entriesOf(parsed.report).map((entry) => entry.claim);
  const said = [textAround(answer, pieces), parsed.title ?? '', parsed.report.narrative ?? '', ...claims];
  return shardNamedIn(said.join('\n'));
}
