import type { FindingRow } from '../kb/streams';
import type { PlaceClaim } from '../review/meeting-places';
import type { Target } from '../source/snapshot-types';
import { counting } from '../sweep/follow-findings';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';

/** Sweeps read last, by knowledge base: the files of an iteration all ask for the same one. */
const known = new WeakMap<object, Map<string, Promise<Map<string, FindingRow[]>>>>();
const KEPT = 8;

/**
 * Where imports and phases of the sweep before this iteration say that something is wrong in a file. Only findings with
 * a line, in the content that is reviewed now. Findings of rules are left out: the embedded reviewer has them too. No
 * prompt holds a finding, so a model that names the same place found it by itself.
 */
export async function sweptClaims(deps: ActivityDeps, ref: LoopRef, target: Target): Promise<PlaceClaim[]> {
  return ((await findingsBefore(deps, ref)).get(target.path) ?? []).flatMap((row): PlaceClaim[] => {
    const { line, evidence, source, content_sha256: sha256 } = row;
    if (line === null || source === 'rules' || (sha256 !== undefined && sha256 !== target.sha256)) return [];
    return [{ source, first: line, last: line + evidence.trim().split('\n').length - 1 }];
  });
}

function findingsBefore(deps: ActivityDeps, ref: LoopRef): Promise<Map<string, FindingRow[]>> {
  const sweeps = known.get(deps.kb) ?? new Map<string, Promise<Map<string, FindingRow[]>>>();
  known.set(deps.kb, sweeps);
  const sweep = `${ref.loopId} ${ref.iteration - 1}`;
  const read = sweeps.get(sweep) ?? readSweep(deps, ref);
  sweeps.set(sweep, read);
  // What could not be read is asked for again by the next file.
  read.catch(() => sweeps.delete(sweep));
  for (const oldest of [...sweeps.keys()].slice(0, -KEPT)) sweeps.delete(oldest);
  return read;
}

async function readSweep(deps: ActivityDeps, ref: LoopRef): Promise<Map<string, FindingRow[]>> {
  const filter = { loop_id: ref.loopId, iteration: ref.iteration - 1 };
  const rows = (await deps.kb.read('phase_sweep_findings', filter)) as unknown as FindingRow[];
  // Of a sweep that was repeated the later rows count.
  const latest = new Map(rows.map((row) => [row.fingerprint, row]));
  const byFile = new Map<string, FindingRow[]>();
  for (const row of counting([...latest.values()])) {
    if (row.source === 'rules') continue;
    byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
  }
  return byFile;
}
