import type { ByteOffsets } from './byte-offsets';
import type { Cut } from './cut';

/** A rest of up to this share of the target joins the last shard instead of becoming one. */
const LAST_SHARE = 1.35;

/**
 * Chooses cuts so that pieces come close to `targetBytes`: each next cut is the one with the least sum of penalty and
 * missed target, within `maxBytes` wherever any cut is. `cuts` are tidy; returns the UTF-16 offsets chosen, in order.
 */
export function packCuts(
  cuts: readonly Cut[],
  bytes: ByteOffsets,
  targetBytes: number,
  maxBytes: number,
): number[] {
  const chosen: number[] = [];
  let from = 0;
  let next = 0;
  while (next < cuts.length) {
    const rest = bytes.total - from;
    if (rest <= targetBytes * LAST_SHARE && rest <= maxBytes) break;
    const best = bestCut(cuts, next, bytes, from, targetBytes, maxBytes);
    if (best === undefined) break;
    const at = cuts[best]?.at ?? 0;
    chosen.push(at);
    from = bytes.at(at);
    next = best + 1;
  }
  return chosen;
}

/** Index of the best cut after byte `from`; undefined when the rest of the file is better than any. */
function bestCut(
  cuts: readonly Cut[],
  first: number,
  bytes: ByteOffsets,
  from: number,
  targetBytes: number,
  maxBytes: number,
): number | undefined {
  let best: number | undefined;
  const rest = bytes.total - from;
  let least = rest <= maxBytes ? Math.abs(rest - targetBytes) / targetBytes : Number.POSITIVE_INFINITY;
  for (let i = first; i < cuts.length; i++) {
    const cut = cuts[i];
    if (!cut) break;
    const size = bytes.at(cut.at) - from;
    if (size > maxBytes && least !== Number.POSITIVE_INFINITY) break;
    const missed = Math.abs(size - targetBytes) / targetBytes;
    if (size > targetBytes && missed >= least) break;
    if (missed + cut.penalty >= least) continue;
    best = i;
    least = missed + cut.penalty;
  }
  return best;
}
