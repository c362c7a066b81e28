import { ByteOffsets } from './byte-offsets';
import { tidyCuts, type Cut } from './cut';
import { insideSpan } from './function-spans';
import { codePointCuts, lineCuts } from './line-cuts';
import { packCuts } from './pack-cuts';
import { hasSyntax, parseSyntax } from './syntax';
import { syntaxCuts, type SyntaxCuts } from './syntax-cuts';
import { sectionCuts } from './section-cuts';

export { sliceBytes } from './byte-offsets';

/** Bytes `[start, end)` of the file's UTF-8 encoding. */
export interface ShardRange {
  /** 0-based, in order of the file. */
  index: number;
  start: number;
  end: number;
}

export interface ShardLimits {
  /** Files of at most this many bytes are not cut. */
  thresholdBytes: number;
  /** About the size of a shard. */
  targetBytes: number;
  /** What a model's window can hold; 60,000 when absent. Nothing larger is ever made. */
  maxBytes?: number;
}

/**
 * Cuts a file into shards, at function boundaries: every byte is in exactly one shard, in order. A function (with the
 * attributes and comments directly above it) is never cut unless it alone exceeds `maxBytes`, or is a nameless callback
 * that is mostly functions itself (the body of a `describe`): that is cut between them. A class or module larger than
 * the target is cut between its members, Markdown by headings, TOML, JSON and YAML by table or top-level key, everything
 * else at lines. Where no line fits, cuts fall between code points.
 *
 * `text` is the whole decoded file (a byte order mark included). Returns [] when it is not over `thresholdBytes`, and a
 * single shard when it is, but cannot or need not be cut.
 */
export function cutIntoShards(text: string, language: string, limits: ShardLimits): ShardRange[] {
  if (text.length * 3 <= limits.thresholdBytes) return [];
  const bytes = new ByteOffsets(text);
  if (bytes.total <= limits.thresholdBytes) return [];
  const maxBytes = Math.max(4, limits.maxBytes ?? 60_000);
  const targetBytes = Math.max(1, Math.min(limits.targetBytes, maxBytes));
  const found = cutsOf(text, language, bytes, targetBytes, maxBytes);
  const cuts = fillGaps(text, found, bytes, targetBytes, maxBytes);
  const ends = [...packCuts(cuts, bytes, targetBytes, maxBytes), text.length];
  let start = 0;
  return ends.map((at, index) => {
    const shard = { index, start, end: bytes.at(at) };
    start = shard.end;
    return shard;
  });
}

/** Right before or after a function in the middle of a line. */
const BESIDE_WHOLE = 1500;

function cutsOf(
  text: string,
  language: string,
  bytes: ByteOffsets,
  targetBytes: number,
  maxBytes: number,
): SyntaxCuts {
  const sections = sectionCuts(text, language, bytes, targetBytes);
  if (sections) return { cuts: sections, whole: [] };
  const root = hasSyntax(language) ? parseSyntax(text, language) : undefined;
  if (root) return syntaxCuts(text, root, language, bytes, { targetBytes, maxBytes });
  return { cuts: lineCuts(text, 0, text.length), whole: [] };
}

/**
 * Adds cuts wherever two neighbours are further apart than a window: at the edges of whole
 * units, blank ends, lines, code points in turn.
 */
function fillGaps(
  text: string,
  found: SyntaxCuts,
  bytes: ByteOffsets,
  targetBytes: number,
  maxBytes: number,
): Cut[] {
  const edges = (from: number, to: number) =>
    found.whole
      .flatMap((span) => [span.start, span.end])
      .filter((at) => at > from && at < to)
      .map((at) => ({ at, penalty: BESIDE_WHOLE }));
  const fillers = [
    edges,
    (from: number, to: number) => blankTail(text, from, to),
    (from: number, to: number) => lineCuts(text, from, to),
    (from: number, to: number) =>
      codePointCuts(text, from, to, Math.max(1, Math.floor(Math.min(targetBytes, maxBytes) / 4))),
  ];
  let cuts = tidyCuts(found.cuts, text.length);
  for (const filler of fillers) {
    const more = gapsOver(cuts, text.length, bytes, maxBytes).flatMap(([from, to]) =>
      filler(from, to).filter((cut) => !insideSpan(found.whole, cut.at)),
    );
    if (more.length > 0) cuts = tidyCuts([...cuts, ...more], text.length);
  }
  return cuts;
}

/** A cut before the blank lines at the end of a gap. */
function blankTail(text: string, from: number, to: number): Cut[] {
  const at = text.indexOf('\n', from + text.slice(from, to).trimEnd().length) + 1;
  return at > from && at < to ? [{ at, penalty: 1 }] : [];
}

function gapsOver(
  cuts: readonly Cut[],
  length: number,
  bytes: ByteOffsets,
  maxBytes: number,
): Array<[number, number]> {
  const gaps: Array<[number, number]> = [];
  let from = 0;
  for (const at of [...cuts.map((cut) => cut.at), length]) {
    if (bytes.between(from, at) > maxBytes) gaps.push([from, at]);
    from = at;
  }
  return gaps;
}
