import { createHash } from 'node:crypto';
import type { ChatMessage } from '../models/provider';
import { buildPrompt } from '../review/build-prompt';
import type { ModelCall } from './contract';
import type { ActivityDeps } from './deps';
import { maskedTexts } from './masked-texts';
import { observationsFor } from './observations';
import { delimiterFor, promptContext } from './prompt-context';

export interface CallPrompt {
  messages: ChatMessage[];
  /** Of the messages: the same call makes the same prompt. */
  sha256: string;
  /** Places of the reviewed file that are masked. */
  masked: number;
}

/** The messages of one call: frame, documents and the file (or its shard) verbatim between delimiters, secrets masked. */
export async function buildCallPrompt(deps: ActivityDeps, call: ModelCall): Promise<CallPrompt> {
  const { ref, snapshotId, target, frame, shard } = call;
  const notes = (await observationsFor(deps.kb, ref)).get(target.path) ?? [];
  const context = await promptContext(deps, ref, snapshotId, frame, notes);
  const { texts, masked } = await maskedTexts(deps, call, context);
  const delimiter = delimiterFor(
    deps,
    `${ref.loopId} ${ref.iteration} ${target.path} ${target.sha256}`,
    Object.values(texts).flat(),
  );
  const messages = buildPrompt(
    {
      frame,
      task: call.task,
      language: target.language,
      delimiter,
      ...texts,
      ...(shard ? { shard: { index: shard.index, total: shard.total } } : {}),
    },
    deps.templates,
  );
  const sha256 = createHash('sha256').update(JSON.stringify(messages)).digest('hex');
  return { messages, sha256, masked };
}
