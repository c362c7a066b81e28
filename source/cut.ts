/** A place where a file may be cut, before UTF-16 offset `at`; the lower the penalty, the better the place. */
export interface Cut {
  at: number;
  /** In shares of the target size: 0.2 = as good as a cut without penalty that misses the target by a fifth. */
  penalty: number;
}

/** Cuts in the middle of a line are taken only where no line start is in reach. */
export const MID_LINE = 1000;
/** Cuts inside a line with no structure at all: the last resort. */
export const MID_TOKEN = 2000;

/** Sorted by place, one each (the best), strictly inside `(0, length)`. */
export function tidyCuts(cuts: Cut[], length: number): Cut[] {
  cuts.sort((a, b) => a.at - b.at || a.penalty - b.penalty);
  return cuts.filter((cut, i) => cut.at > 0 && cut.at < length && cut.at !== cuts[i - 1]?.at);
}
