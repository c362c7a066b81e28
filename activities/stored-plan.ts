import type { Rung } from './contract';
import type { ScrumConfig } from '../config/scrum-config';
import type { ContentStore } from '../source/content-store';
import type { CheckedLoopInput } from './loop-input';

/** A document injected into prompts: text kept in the content store, or a path looked up in each snapshot. */
export type DocumentRef = { sha256: string } | { path: string };

/** Everything a loop was opened with; content-addressed, so that every worker of the state directory reads the same. */
export interface StoredPlan {
  input: CheckedLoopInput;
  /** Absolute path or URL. */
  repo: string;
  repoName: string;
  isUrl: boolean;
  iterations: number;
  config: ScrumConfig;
  /** The rungs that could be asked when the loop started, by ladder. */
  ladders: Record<string, { rungs: Rung[]; staticOnly: boolean }>;
  routingSha256: string;
  staticOnly: boolean;
  proposal: DocumentRef | null;
  systemPrompt: DocumentRef | null;
  reuse: boolean;
  notices: string[];
}

const cache = new Map<string, StoredPlan>();

/** The plan of an activity's loop. Throws `SnapshotLost` where this worker's state directory has none. */
export async function readPlan(store: ContentStore, planId: string): Promise<StoredPlan> {
  const known = cache.get(planId);
  if (known) return known;
  const plan = await store.getJson<StoredPlan>(planId);
  cache.set(planId, plan);
  return plan;
}
