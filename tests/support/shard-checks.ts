import { ByteOffsets } from '../../source/byte-offsets';
import { declarationsOf } from '../../source/declarations';
import { cutIntoShards, sliceBytes, type ShardLimits, type ShardRange } from '../../source/shard';
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

/** Names of the functions (lead-in counted in) that fit into `maxBytes` and yet are cut. */
export function splitFunctions(
  text: string,
  language: string,
  shards: readonly ShardRange[],
  maxBytes = 60_000,
): string[] {
  const root = parseSyntax(text, language);
  if (!root) return [];
  const bytes = new ByteOffsets(text);
  const cuts = shards.slice(1).map((shard) => shard.start);
  return declarationsOf(text, root, language)
    .filter((found) => found.kind === 'function')
    .filter(({ start, end }) => {
      const from = bytes.at(start);
      const to = bytes.at(end);
      return to - from <= maxBytes && cuts.some((cut) => cut > from && cut < to);
    })
    .map((found) => found.name);
}
