import { STATIC } from '../config/routing-schema';
import type { ReviewRow } from '../kb/streams';
import { DEFECT_LISTS, groundedIn } from '../review/entries';
import type { ForensicReport } from '../review/forensic-report';
import { agreed, placesOf, type PlaceClaim, type PlaceSource } from '../review/meeting-places';
import type { JudgeArgs } from './contract';
import type { ActivityDeps } from './deps';
import type { Judged } from './review-row';
import { sweptClaims } from './swept-claims';

/**
 * Where the accepted review, the embedded reviewer beside it (`beside`), and what the sweep before knew of imports and
 * phases meet on the same lines of the file, and how many places were named at all.
 */
export async function triangulate(
  deps: ActivityDeps,
  args: JudgeArgs,
  judged: Judged,
  beside: ForensicReport,
): Promise<Pick<ReviewRow, 'triangulation' | 'claimed_places'>> {
  const byModel = judged.acceptedModel === STATIC ? [] : judged.places;
  const places = placesOf([
    ...byModel.map((lines): PlaceClaim => ({ source: 'model', ...lines })),
    ...reportPlaces(beside, 'embedded'),
    ...(await sweptClaims(deps, args.ref, args.target)),
  ]);
  return { triangulation: agreed(places), claimed_places: places.length };
}

/** Where a report has grounded defects. */
export function reportPlaces(report: ForensicReport, source: PlaceSource): PlaceClaim[] {
  return DEFECT_LISTS.flatMap((list) =>
    groundedIn(report, list).flatMap(({ evidence: { line_start: first, line_end: last } }) =>
      first === null ? [] : [{ source, first, last: last ?? first }],
    ),
  );
}
