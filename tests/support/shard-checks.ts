import { ByteOffsets } from '../../source/byte-offsets';
import { declarationsOf } from '../../source/declarations';
import { cutIntoShards, sliceBytes, type ShardLimits, type ShardRange } from '../../source/shard';
import { indentStart } from '../../source/lead-in';
import { parseSyntax } from '../../source/syntax';

/** Cuts `text` and fails unless the shards join to its bytes, lie in order, fit and tear no code point. */
export function checkedShards(text: string, language: string, limits: ShardLimits): ShardRange[] {
  const buffer = Buffer.from(text, 'utf8');
  const shards = cutIntoShards(text, language, limits);
  if (buffer.length <= limits.thresholdBytes) {
    expect(shards).toEqual([]);
    return shards;
  }
  expect(shards.map((shard) => shard.index)).toEqual(shards.map((_, i) => i));
  expect(
    Buffer.concat(shards.map((shard) => sliceBytes(buffer, shard.start, shard.end))).equals(buffer),
  ).toBe(true);
  const most = limits.maxBytes ?? 60_000;
  for (const { start, end } of shards) {
    expect(end).toBeGreaterThan(start);
    expect(end - start).toBeLessThanOrEqual(most);
    // 10xxxxxx continues a code point.
    expect(start < buffer.length && ((buffer[start] ?? 0) & 0xc0) === 0x80).toBe(false);
  }
  return shards;
}

/**
 * Names of the functions that fit into `maxBytes` and yet are cut; what leads in counts, but where the code is `broken`:
 * a tree with errors may give the first word of a line to something else.
 */
export function splitFunctions(
  text: string,
  language: string,
  shards: readonly ShardRange[],
  maxBytes = 60_000,
  broken = false,
): string[] {
  const root = parseSyntax(text, language);
  if (!root) return [];
  const bytes = new ByteOffsets(text);
  const cuts = shards.slice(1).map((shard) => shard.start);
  return declarationsOf(text, root, language)
    .filter((found) => found.kind === 'function')
    .filter(({ start, nodeStart, end }) => {
      const from = bytes.at(broken ? nodeStart : start);
      const to = bytes.at(end);
      // Code is cut at lines: what must fit are the function's whole lines, indentation and line end included.
      const lines = bytes.at(lineEnd(text, end)) - bytes.at(indentStart(text, start) ?? start);
      return lines <= maxBytes && cuts.some((cut) => cut > from && cut < to);
    })
    .map((found) => found.name);
}

/** Offset after the line that `at` is on. */
function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
