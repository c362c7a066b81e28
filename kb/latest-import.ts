import type { KbStore } from './kb-store';
import type { FindingRow } from './streams';

export interface Import {
  sweep_id: string;
  findings: FindingRow[];
}

/**
 * The last import, while no loop has taken it as its baseline; null otherwise. A loop takes it by writing its baseline
 * rows (iteration 0) with the import's sweep as `first_seen_sweep`. A loop that asks again (a retried baseline) gives
 * its own id and is not counted as somebody else.
 */
export async function latestImport(store: KbStore, loopId: string | null = null): Promise<Import | null> {
  const rows = (await store.read('phase_sweep_findings')) as unknown as FindingRow[];
  const last = rows.findLast((r) => r.source === 'import' && r.loop_id === null)?.sweep_id;
  if (last == null) return null;
  const taken = rows.some((r) => r.loop_id !== null && r.loop_id !== loopId && r.first_seen_sweep === last);
  return taken
    ? null
    : { sweep_id: last, findings: rows.filter((r) => r.loop_id === null && r.sweep_id === last) };
}
