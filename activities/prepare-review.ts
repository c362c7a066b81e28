import picomatch from 'picomatch';
import { answerReserve } from '../models/answer-reserve';
import { chooseLadder } from '../models/routing-engine';
import { STATIC } from '../config/routing-schema';
import type { ScrumConfig } from '../config/scrum-config';
import { TypedFailure } from '../failures/table';
import { cutIntoShards } from '../source/shard';
import type { Target } from '../source/snapshot-types';
import type { LoopRef, PreparedReview, Rung } from './contract';
import type { ActivityDeps } from './deps';
import { pickObservations } from './observations';
import { promptEstimate } from './prompt-estimate';
import { readTarget } from './read-target';
import { readPlan, type StoredPlan } from './stored-plan';

/** Share of a window that the file's own text may fill; the rest is for frame, proposal and answer. */
const TEXT_SHARE = 0.5;
/** The same of what a reserve for the answer leaves of the window. */
const TEXT_SHARE_OF_REST = 0.7;
const BYTES_PER_TOKEN = 2.5;

/** Routes one file to its ladder and cuts it where it is over the threshold. The embedded reviewer reads files whole. */
export async function prepareReview(
  deps: ActivityDeps,
  args: { ref: LoopRef; snapshotId: string; target: Target },
): Promise<PreparedReview> {
  const { ref, target } = args;
  const plan = await readPlan(deps.store, ref.planId);
  if (plan.routingSha256 !== deps.routing.sha256) {
    throw new TypedFailure(
      'RoutingMismatch',
      `This worker's routing file ${deps.routing.path} is not the one the loop was started with.`,
    );
  }
  await pickObservations(deps.kb, ref, target.path);
  const ladder = ladderOf(deps, 'review', target);
  const rungs = rungsOf(deps, plan, ladder);
  const reduceRungs = rungsOf(deps, plan, ladderOf(deps, 'reduce', target)).filter(
    (rung) => rung.provider !== STATIC,
  );
  const frame = ref.iteration <= 1 ? 'soft' : 'forensic';
  if (rungs.every((rung) => rung.provider === STATIC))
    return { frame, ladder, rungs, reduceRungs, shards: [] };
  const { text } = await readTarget(deps, target);
  const estimate = await promptEstimate(deps, ref, args.snapshotId, { ...target, text, frame });
  const { thresholdBytes, targetBytes } = thresholdsOf(plan.config, target.path);
  const shards = cutIntoShards(text, target.language, {
    thresholdBytes,
    targetBytes,
    maxBytes: windowBytes(deps, rungs),
  });
  // One shard is the whole file: there is nothing to merge.
  return {
    frame,
    ladder,
    rungs,
    reduceRungs,
    shards: shards.length > 1 ? shards : [],
    estimate,
    ...opinionsOf(plan.config),
  };
}

function opinionsOf({ review }: ScrumConfig): Pick<PreparedReview, 'secondOpinion'> {
  if (review.second_opinion === 'off') return {};
  return { secondOpinion: { quorum: review.quorum, opinions: review.max_opinions } };
}

/** Name of the ladder for a file and task. */
export function ladderOf(deps: ActivityDeps, task: 'review' | 'reduce', target: Target): string {
  const { path, bytes, language } = target;
  return chooseLadder(deps.routing.routing, { task, path, bytes, language });
}

function rungsOf(deps: ActivityDeps, plan: StoredPlan, ladder: string): Rung[] {
  return (plan.ladders[ladder]?.rungs ?? []).map((rung) => {
    const { providers, models } = deps.routing.routing;
    const perMinute = providers[rung.provider]?.requests_per_minute;
    const model = models[rung.model];
    // Every lane may stand in line once for the provider's rate.
    const inLine = perMinute === undefined ? 0 : (plan.config.loop.concurrency * 4 * 60) / perMinute;
    return {
      ...rung,
      startWithinS: Math.ceil(60 + inLine),
      ...(model?.usd_per_mtok_in === undefined ? {} : { usdPerMtokIn: model.usd_per_mtok_in }),
      ...(model?.usd_per_mtok_out === undefined ? {} : { usdPerMtokOut: model.usd_per_mtok_out }),
      ...(model ? { answerTokens: answerReserve(model) } : {}),
    };
  });
}

function thresholdsOf(config: ScrumConfig, path: string): { thresholdBytes: number; targetBytes: number } {
  const { threshold_bytes, target_bytes, overrides } = config.shard;
  const override = overrides.find((o) => picomatch(o.path, { dot: true })(path));
  const thresholdBytes = override?.threshold_bytes ?? threshold_bytes;
  return { thresholdBytes, targetBytes: Math.min(override?.target_bytes ?? target_bytes, thresholdBytes) };
}

/** Bytes of text that the smallest window among the rungs can hold beside its answer. */
function windowBytes(deps: ActivityDeps, rungs: readonly Rung[]): number {
  const models = rungs.flatMap((rung) => deps.routing.routing.models[rung.model] ?? []);
  const texts = (models.length > 0 ? models : [{ context_tokens: 8192 }]).map((model) =>
    Math.min(
      model.context_tokens * TEXT_SHARE,
      (model.context_tokens - answerReserve(model)) * TEXT_SHARE_OF_REST,
    ),
  );
  return Math.max(2048, Math.floor(Math.min(...texts) * BYTES_PER_TOKEN));
}
