import { pickedKey } from '../kb/keys';
import type { KbStore } from '../kb/kb-store';
import type { ObservationRow } from '../kb/streams';
import type { LoopRef } from './contract';

/** The notes that wait for this iteration, by file: for it by number, or left in the iteration before. */
export async function observationsFor(kb: KbStore, ref: LoopRef): Promise<Map<string, ObservationRow[]>> {
  const rows = (await kb.read('observations', { loop_id: ref.loopId })) as unknown as ObservationRow[];
  const waiting = rows.filter(
    (row) =>
      row.picked_iteration === undefined && (row.for_iteration ?? (row.iteration ?? 0) + 1) === ref.iteration,
  );
  const byFile = new Map<string, ObservationRow[]>();
  for (const row of waiting) byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  return byFile;
}

/** Records that a review took the notes up. */
export async function pickObservations(kb: KbStore, ref: LoopRef, path: string): Promise<void> {
  const rows = (await observationsFor(kb, ref)).get(path) ?? [];
  const ts = new Date().toISOString();
  await kb.append(
    'observations',
    rows.map((row) => ({
      ...row,
      key: pickedKey(row.id, ref.iteration),
      ts,
      iteration: ref.iteration,
      sweep_id: ref.sweepId,
      picked_iteration: ref.iteration,
    })),
  );
}
