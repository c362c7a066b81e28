import type { ObservationRow, OverrideRow } from '../kb/streams';
import type { ObservationLine, OverrideLine } from './loop-report';

/** The notes in the order they were left, each with the iteration that took it up. */
export function observationLines(rows: readonly ObservationRow[]): ObservationLine[] {
  const picked = new Map(
    rows.flatMap((r) => (r.picked_iteration === undefined ? [] : [[r.id, r.picked_iteration] as const])),
  );
  return rows
    .filter((r) => r.picked_iteration === undefined)
    .map((r) => ({
      id: r.id,
      file: r.file,
      note: r.note,
      left_in: r.iteration,
      for_iteration: r.for_iteration,
      picked_iteration: picked.get(r.id) ?? null,
    }));
}

export function overrideLines(rows: readonly OverrideRow[]): OverrideLine[] {
  return rows.map(({ ts, iteration, scope, file, decision, by, reason, accepted, note }) => {
    return { ts, iteration, scope, file, decision, by, reason, accepted, note };
  });
}
