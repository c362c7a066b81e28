import { STATIC } from '../config/routing-schema';
import { callCost } from '../models/price';
import { forensicJsonSchema } from '../review/forensic-json-schema';
import { readAnswer, type AnswerReading } from '../review/read-answer';
import type { ModelCall, ModelCallResult } from './contract';
import { AnswerStore, type StoredAnswer } from './answer-store';
import { buildCallPrompt, type CallPrompt } from './build-call-prompt';
import type { ActivityDeps } from './deps';
import { withHeartbeat } from './heartbeat';
import { joinCall } from './inflight';
import { isLastResort } from './last-resort';
import { staticAnswer } from './static-answer';
import { readPlan } from './stored-plan';

/** Longest silence between two chunks of an answer, milliseconds. */
const IDLE_MS = 120_000;

/**
 * One answer asked for. A call that was completed before (its whole answer is on disk) is never made again; the answer
 * is judged acceptable or not here, so that only its id travels. Throws the typed failures of `ModelProvider.chat`.
 */
export async function callModel(deps: ActivityDeps, call: ModelCall): Promise<ModelCallResult> {
  if (call.rung.provider === STATIC) return answerStatically(deps, call);
  return withHeartbeat(async (signal) => {
    const prompt = await buildCallPrompt(deps, call);
    const { ref, target, rung, attempt } = call;
    const id = AnswerStore.idOf({
      loopId: ref.loopId,
      iteration: ref.iteration,
      retry: ref.retry,
      path: target.path,
      shard: call.shard?.index ?? null,
      task: call.task,
      model: rung.model,
      attempt,
      promptSha256: prompt.sha256,
    });
    const answer =
      (await deps.answers.find(id)) ?? (await joinCall(id, signal, (s) => ask(deps, call, prompt, id, s)));
    return resultOf(
      id,
      answer,
      readAnswer(answer, { frame: call.frame, task: call.task, shard: call.shard !== null }),
    );
  });
}

/** The HTTP call itself; its answer is durable before anybody hears of it. */
async function ask(
  deps: ActivityDeps,
  call: ModelCall,
  prompt: CallPrompt,
  id: string,
  signal: AbortSignal,
): Promise<StoredAnswer> {
  const { rung } = call;
  const model = deps.routing.routing.models[rung.model];
  const plan = await readPlan(deps.store, call.ref.planId);
  let started = performance.now();
  const answer = await deps.providerNamed(rung.provider).chat(
    {
      model: rung.model,
      messages: prompt.messages,
      contextTokens: model?.context_tokens ?? 8192,
      ...(model?.max_output_tokens === undefined ? {} : { maxOutputTokens: model.max_output_tokens }),
      ...(call.frame === 'forensic' && call.task === 'review' ? { jsonSchema: forensicJsonSchema } : {}),
    },
    {
      signal,
      totalMs: rung.timeoutS * 1000,
      idleMs: Math.min(IDLE_MS, rung.timeoutS * 1000),
      // Standing in line for the provider is no time of the call.
      onSent: () => (started = performance.now()),
      lastResort: isLastResort(plan.ladders, rung),
    },
  );
  const stored: StoredAnswer = {
    ...answer,
    model: rung.model,
    ms: Math.round(performance.now() - started),
    costUsd: callCost(model ?? {}, answer.promptTokens, answer.completionTokens),
    masked: prompt.masked,
  };
  await deps.answers.put(id, stored);
  return stored;
}

function resultOf(id: string, answer: StoredAnswer, reading: AnswerReading): ModelCallResult {
  return {
    outcome: reading.acceptable ? 'accepted' : reading.outcome,
    reason: reading.acceptable ? '' : reading.reason,
    answerId: reading.acceptable ? id : null,
    format: reading.format,
    ms: answer.ms,
    promptTokens: answer.promptTokens,
    completionTokens: answer.completionTokens,
    costUsd: answer.costUsd,
  };
}

/** The embedded reviewer's answer is a function of the snapshot: it is computed again rather than kept. */
async function answerStatically(deps: ActivityDeps, call: ModelCall): Promise<ModelCallResult> {
  const started = performance.now();
  await staticAnswer(deps, call.ref, call.snapshotId, call.target);
  return {
    outcome: 'accepted',
    reason: '',
    answerId: STATIC,
    format: 'forensic_json',
    ms: Math.round(performance.now() - started),
    promptTokens: 0,
    completionTokens: 0,
    costUsd: 0,
  };
}
