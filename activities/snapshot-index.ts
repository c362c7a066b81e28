import { readSnapshot } from '../source/snapshot';
import { readPlan } from './stored-plan';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { buildRepoIndex, type RepoIndex } from '../source/repo-index';
import { loadRules } from '../source/rules/load-rules';
import type { RuleSet } from '../source/rules/rule';
import { languageOf } from '../source/languages';
import { readFileOf } from '../source/snapshot';
import { isAbsolute, resolve } from 'node:path';

const MAX_INDEXED_BYTES = 1024 * 1024;
/** A worker works at one or two snapshots at a time; older indexes are dropped. */
const KEPT = 2;
const indexes = new Map<string, Promise<RepoIndex>>();

/** The identifier index of a snapshot, built once per worker process. */
export function snapshotIndex(deps: ActivityDeps, snapshotId: string): Promise<RepoIndex> {
  const known = indexes.get(snapshotId);
  if (known) return known;
  const building = build(deps, snapshotId);
  indexes.set(snapshotId, building);
  // A failed build must not stand in for a later, better one.
  building.catch(() => indexes.delete(snapshotId));
  for (const oldest of [...indexes.keys()].slice(0, -KEPT)) indexes.delete(oldest);
  return building;
}

async function build(deps: ActivityDeps, snapshotId: string): Promise<RepoIndex> {
  const snapshot = await readSnapshot(deps.store, snapshotId);
  const files: { path: string; text: string; language: string }[] = [];
  for (const file of snapshot.files) {
    const language = languageOf(file.path);
    const text =
      language && file.bytes <= MAX_INDEXED_BYTES
        ? (await readFileOf(deps.store, file)).toString('utf8')
        : '';
    files.push({ path: file.path, text, language: language?.name ?? 'text' });
  }
  // What was left out is there all the same: a document may name it.
  for (const { path } of snapshot.omitted) files.push({ path, text: '', language: 'text' });
  return buildRepoIndex(files);
}

const ruleSets = new Map<string, RuleSet>();

/** Shipped rules plus those of the operator's folders (`[sweep] rules`). Throws `ConfigError` for a bad rule. */
export async function rulesOf(deps: ActivityDeps, ref: LoopRef): Promise<RuleSet> {
  const plan = await readPlan(deps.store, ref.planId);
  const folders = plan.config.sweep.rules.map((dir) =>
    isAbsolute(dir) ? dir : resolve(plan.isUrl ? deps.cwd : plan.repo, dir),
  );
  if (folders.length === 0) return deps.rules;
  const key = folders.join('\n');
  const known = ruleSets.get(key) ?? loadRules([...deps.ruleFolders, ...folders]);
  ruleSets.set(key, known);
  return known;
}
