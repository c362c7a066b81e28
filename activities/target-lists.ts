import { createHash } from 'node:crypto';
import type { ContentStore } from '../source/content-store';
import type { Target } from '../source/snapshot-types';
import type { PagedTarget } from './contract';
import type { ActivityDeps } from './deps';

/** Longest path, in bytes, that a workflow id carries as it is. */
const MAX_ID_PATH = 700;

let latest: { id: string; targets: Target[] } | undefined;

/** Keeps an iteration's ordered targets; the id is what workflows hold. */
export async function storeTargets(store: ContentStore, targets: Target[]): Promise<string> {
  const id = await store.putJson(targets);
  latest = { id, targets };
  return id;
}

export async function readTargets(deps: ActivityDeps, targetsId: string): Promise<Target[]> {
  if (latest?.id === targetsId) return latest.targets;
  const targets = await deps.store.getJson<Target[]>(targetsId);
  latest = { id: targetsId, targets };
  return targets;
}

/** A target as a child takes it: with what stands for a path too long for a workflow id. */
export function paged(target: Target): PagedTarget {
  if (Buffer.byteLength(target.path) <= MAX_ID_PATH) return target;
  return { ...target, idPart: `sha256:${createHash('sha256').update(target.path).digest('hex')}` };
}
