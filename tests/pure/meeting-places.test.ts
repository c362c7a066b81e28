import * as fc from 'fast-check';
import { agreed, NEAR_LINES, PLACE_SOURCES, placesOf, type PlaceClaim } from '../../review/meeting-places';

const claim = (source: PlaceClaim['source'], first: number, last = first): PlaceClaim => ({
  source,
  first,
  last,
});

const at = (line_start: number, line_end: number, ...sources: PlaceClaim['source'][]) => ({
  line_start,
  line_end,
  sources,
});

describe('placesOf', () => {
  it.each<[string, PlaceClaim[], ReturnType<typeof at>[]]>([
    ['nothing', [], []],
    ['one claim', [claim('model', 5, 7)], [at(5, 7, 'model')]],
    ['the same line', [claim('model', 5), claim('embedded', 5)], [at(5, 5, 'model', 'embedded')]],
    ['three lines apart', [claim('import', 8), claim('model', 5)], [at(5, 8, 'model', 'import')]],
    ['four lines apart', [claim('import', 9), claim('model', 5)], [at(5, 5, 'model'), at(9, 9, 'import')]],
    ['within a range', [claim('model', 1, 60), claim('phase', 30)], [at(1, 60, 'model', 'phase')]],
    ['after a range', [claim('model', 1, 10), claim('phase', 13)], [at(1, 13, 'model', 'phase')]],
    [
      'one source alone, line by line',
      [claim('model', 1), claim('model', 2), claim('model', 3)],
      [at(1, 1, 'model'), at(2, 2, 'model'), at(3, 3, 'model')],
    ],
    [
      'one source, of which the second claim meets another',
      [claim('model', 1), claim('model', 4), claim('embedded', 7)],
      [at(1, 1, 'model'), at(4, 7, 'model', 'embedded')],
    ],
    [
      'all, through each other',
      [claim('phase', 10), claim('import', 7), claim('embedded', 4), claim('model', 1)],
      [at(1, 10, 'model', 'embedded', 'import', 'phase')],
    ],
  ])('finds %s', (_, claims, places) => expect(placesOf(claims)).toEqual(places));

  const claims = fc.array(
    fc
      .record({
        source: fc.constantFrom(...PLACE_SOURCES),
        first: fc.integer({ min: 1, max: 60 }),
        length: fc.nat({ max: 12 }),
      })
      .map(({ source, first, length }) => claim(source, first, first + length)),
    { maxLength: 30 },
  );

  it('joins exactly what is near in pairs, in whatever order the claims come', () => {
    fc.assert(
      fc.property(claims, fc.infiniteStream(fc.nat()), (all, order) => {
        const expected = components(all).map((group) => ({
          line_start: Math.min(...group.map((c) => c.first)),
          line_end: Math.max(...group.map((c) => c.last)),
          sources: PLACE_SOURCES.filter((source) => group.some((c) => c.source === source)),
        }));
        const shuffled = all
          .map((one) => ({ one, key: order.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const sorted = (places: ReturnType<typeof at>[]) => places.map((p) => JSON.stringify(p)).sort();
        expect(sorted(placesOf(shuffled))).toEqual(sorted(expected));
        expect(agreed(placesOf(all)).every((place) => place.sources.length >= 2)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Connected claims, by comparing each with each. */
function components(claims: readonly PlaceClaim[]): PlaceClaim[][] {
  let groups: PlaceClaim[][] = [];
  for (const one of claims) {
    const meets = (other: PlaceClaim) =>
      other.source !== one.source &&
      Math.max(one.first, other.first) - Math.min(one.last, other.last) <= NEAR_LINES;
    const touched = groups.filter((group) => group.some(meets));
    groups = [...groups.filter((group) => !touched.includes(group)), [...touched.flat(), one]];
  }
  return groups;
}
