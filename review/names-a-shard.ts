import { parseForensic } from './parse-forensic';
import { entriesOf } from './entries';
import { shardNamedIn } from './shard-names';

/** The shard that the prose of an answer names, in its own words: title, narrative and claims, never quoted code. */
export function namesAShard(
  answer: string,
  json: { value: unknown; start: number; end: number } | null,
): string | null {
  const parsed = json ? parseForensic(json.value) : null;
  if (!json || !parsed) return shardNamedIn(answer);
  const around = `${answer.slice(0, json.start)}\n${answer.slice(json.end)}`;
  const claims = entriesOf(parsed.report).map((entry) => entry.claim);
  return shardNamedIn([around, parsed.title ?? '', parsed.report.narrative ?? '', ...claims].join('\n'));
}
