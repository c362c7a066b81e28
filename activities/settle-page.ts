import type { ReviewRow } from '../kb/streams';
import type { Target } from '../source/snapshot-types';
import type { LoopActivities, LoopRef, Page } from './contract';
import { countDismissed } from './count-dismissed';
import type { ActivityDeps } from './deps';
import { rejectedFiles } from './dismissal-index';
import { outcomeOf } from './file-outcome';
import { withHeartbeat } from './heartbeat';
import { observationsFor } from './observations';
import { promptContext } from './prompt-context';
import { ladderIdentity } from './review-identity';
import { ReviewIndex, type ReviewIdentity } from './review-index';
import { rowHead } from './review-row';
import { rulesOf } from './snapshot-index';
import { readSnapshot } from '../source/snapshot';
import { readPlan } from './stored-plan';
import { paged, readTargets } from './target-lists';

type PageArgs = Parameters<LoopActivities['settlePage']>[0];

/** Bytes of a page's answer in a workflow's history, well below the 256 KB at which a server warns. */
const PAGE_BYTES = 200_000;
/** What a file takes there beside its path, at most. */
const FILE_BYTES = 300;

const indexes = new WeakMap<object, ReviewIndex>();

/**
 * One page of an iteration's targets. A file whose content, prompt and ladder an earlier review had gets that review's
 * row again for this iteration (`reused_from`), all in one append; no model is asked and no child workflow started.
 */
export async function settlePage(deps: ActivityDeps, args: PageArgs): Promise<Page> {
  const all = await readTargets(deps, args.targetsId);
  const targets = withinPayload(all.slice(args.offset, args.offset + args.limit));
  const { reuse, repo } = await readPlan(deps.store, args.ref.planId);
  if (!reuse || args.ref.retry > 0) return { targets: targets.map(paged), reused: [] };
  return withHeartbeat(() => settle(deps, args, targets, repo));
}

/** The first of the targets whose page is small enough; at least one. */
function withinPayload(targets: Target[]): Target[] {
  let bytes = 0;
  const end = targets.findIndex(({ path }, i) => {
    bytes += FILE_BYTES + Buffer.byteLength(JSON.stringify(path));
    return i > 0 && bytes > PAGE_BYTES;
  });
  return end < 0 ? targets : targets.slice(0, end);
}

async function settle(deps: ActivityDeps, args: PageArgs, targets: Target[], repo: string): Promise<Page> {
  const { ref, snapshotId } = args;
  const index = indexes.get(deps.kb) ?? new ReviewIndex(deps.kb);
  indexes.set(deps.kb, index);
  await index.refresh();
  const identify = await identifier(deps, ref, snapshotId);
  const snapshot = await readSnapshot(deps.store, snapshotId);
  const rejected = await rejectedFiles(deps.kb, repo);
  const rows: ReviewRow[] = [];
  const left: Target[] = [];
  for (const target of targets) {
    const earlier = args.fresh.includes(target.path) ? undefined : await index.find(await identify(target));
    if (!earlier) {
      left.push(target);
      continue;
    }
    const row = reusedRow(earlier, rowHead(ref, snapshot, target));
    row.dismissed_count = await countDismissed(deps, row, rejected.get(target.path));
    rows.push(row);
  }
  await deps.kb.append('scrum_reviews', rows);
  return { targets: left.map(paged), reused: rows.map((row) => outcomeOf(row, true)) };
}

/** The identity that a review of a target would have in this iteration. */
async function identifier(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
): Promise<(target: Target) => Promise<ReviewIdentity>> {
  const plan = await readPlan(deps.store, ref.planId);
  const rules = await rulesOf(deps, ref);
  const frame = ref.iteration <= 1 ? 'soft' : 'forensic';
  const notes = await observationsFor(deps.kb, ref);
  const plain = await promptContext(deps, ref, snapshotId, frame, []);
  return async (target) => {
    const own = notes.get(target.path);
    const context = own ? await promptContext(deps, ref, snapshotId, frame, own) : plain;
    return {
      file: target.path,
      contentSha256: target.sha256,
      promptSha256: context.promptSha256,
      ladder: ladderIdentity(deps, plan, target, rules.sha256),
    };
  };
}

/** The earlier review as a row of this iteration: nothing was asked and nothing paid. */
function reusedRow(earlier: ReviewRow, head: ReturnType<typeof rowHead>): ReviewRow {
  return {
    ...earlier,
    supersedes: undefined,
    // Counted where the answers were given.
    grounding: undefined,
    ...head,
    attempts_made: 0,
    thin_rejections: 0,
    escalations: 0,
    hops: [],
    prompt_tokens: 0,
    completion_tokens: 0,
    cost_usd: 0,
    duration_ms: 0,
    reused_from: earlier.reused_from ?? earlier.key,
  };
}
