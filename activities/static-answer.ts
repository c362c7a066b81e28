import { reviewStatically } from '../models/static-reviewer';
import { groundReport } from '../review/evidence';
import type { ForensicReport } from '../review/forensic-report';
import type { Target } from '../source/snapshot-types';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { maskText } from '../source/secrets/mask-text';
import { readTarget } from './read-target';
import { rulesOf, snapshotIndex } from './snapshot-index';

const KEPT = 64;
const reports = new Map<string, ForensicReport>();

/** What the embedded reviewer says of a file of a snapshot; the same file asked twice in a row is read once. */
export async function staticAnswer(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
  target: Target,
): Promise<ForensicReport> {
  const key = `${ref.planId} ${snapshotId} ${target.sha256} ${target.path}`;
  const known = reports.get(key);
  if (known) return known;
  const { text } = await readTarget(deps, target);
  const masked = await maskText(text, target.path);
  const said = reviewStatically({
    path: target.path,
    text,
    language: target.language,
    rules: await rulesOf(deps, ref),
    index: await snapshotIndex(deps, snapshotId),
    masked,
  });
  // Its quotes are copied from the file, and are looked up like any model's all the same.
  const report = groundReport(said, masked.text);
  reports.set(key, report);
  for (const oldest of [...reports.keys()].slice(0, -KEPT)) reports.delete(oldest);
  return report;
}
