/**
 * Who can say of a place that something is wrong there, each without having seen the others: the model, the rules
 * (embedded reviewer and sweep share them, so they are one), findings imported from elsewhere, the plan's phases.
 */
export const PLACE_SOURCES = ['model', 'embedded', 'import', 'phase'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

/** A defect that a source sees on these lines, 1-based, inclusive. */
export interface PlaceClaim {
  source: PlaceSource;
  first: number;
  last: number;
}

export interface Place {
  line_start: number;
  line_end: number;
  /** In the order of `PLACE_SOURCES`. */
  sources: PlaceSource[];
}

/** Lines within which two sources mean the same place. */
export const NEAR_LINES = 3;

/**
 * The places that claims on one file name, in order. Claims of different sources at most three lines apart are one
 * place, also through each other; claims of one source alone never make each other a place: it may say much about
 * neighbouring lines. One pass over the claims in order of their first line.
 */
export function placesOf(claims: readonly PlaceClaim[]): Place[] {
  const sorted = [...claims].sort((a, b) => a.first - b.first || a.last - b.last);
  const roots = sorted.map((_, i) => i);
  const rootOf = (of: number): number => {
    let i = of;
    while (roots[i] !== i) i = roots[i] = roots[roots[i] ?? i] ?? i;
    return i;
  };
  const lastOf = (i: number): number => sorted[i]?.last ?? 0;
  /** Of each source, the claims that one further on may still be near to. */
  const reaching = new Map<PlaceSource, number[]>(PLACE_SOURCES.map((source) => [source, []]));
  for (const [i, claim] of sorted.entries()) {
    for (const [source, earlier] of reaching) {
      if (source === claim.source) continue;
      const near = earlier.filter((j) => lastOf(j) + NEAR_LINES >= claim.first);
      for (const j of near) roots[rootOf(i)] = rootOf(j);
      // They are one place from here on: the one that reaches farthest stands for them all.
      reaching.set(source, near.length === 0 ? [] : [near.reduce((a, b) => (lastOf(b) > lastOf(a) ? b : a))]);
    }
    reaching.get(claim.source)?.push(i);
  }
  const groups = new Map<number, PlaceClaim[]>();
  for (const [i, claim] of sorted.entries()) {
    const group = groups.get(rootOf(i));
    if (group) group.push(claim);
    else groups.set(rootOf(i), [claim]);
  }
  return [...groups.values()]
    .map(placeOf)
    .sort((a, b) => a.line_start - b.line_start || a.line_end - b.line_end);
}

/** Places that at least two sources name. */
export function agreed(places: readonly Place[]): Place[] {
  return places.filter((place) => place.sources.length > 1);
}

function placeOf(group: readonly PlaceClaim[]): Place {
  return {
    line_start: group.reduce((least, claim) => Math.min(least, claim.first), Infinity),
    line_end: group.reduce((most, claim) => Math.max(most, claim.last), 0),
    sources: PLACE_SOURCES.filter((source) => group.some((claim) => claim.source === source)),
  };
}
