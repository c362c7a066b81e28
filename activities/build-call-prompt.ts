import { createHash } from 'node:crypto';
import { STATIC } from '../config/routing-schema';
import type { ChatMessage } from '../models/provider';
import { buildPrompt } from '../review/build-prompt';
import { maskSecrets } from '../review/mask-secrets';
import { outlineOf } from '../source/outline';
import { renderOutline } from '../source/render-outline';
import { sliceBytes } from '../source/byte-offsets';
import { shardLines } from '../source/shard-lines';
import type { ModelCall } from './contract';
import type { ActivityDeps } from './deps';
import { acceptedReading } from './accepted-reading';
import { observationsFor } from './observations';
import { delimiterFor, promptContext } from './prompt-context';
import { readTarget } from './read-target';

export interface CallPrompt {
  messages: ChatMessage[];
  /** Of the messages: the same call makes the same prompt. */
  sha256: string;
  /** Secrets masked before anything leaves for a provider. */
  masked: number;
}

const OUTLINE_CHARS = 4000;

/** The messages of one call: frame, documents and the file (or its shard) verbatim between delimiters, secrets masked. */
export async function buildCallPrompt(deps: ActivityDeps, call: ModelCall): Promise<CallPrompt> {
  const { ref, snapshotId, target, frame, shard } = call;
  const notes = (await observationsFor(deps.kb, ref)).get(target.path) ?? [];
  const context = await promptContext(deps, ref, snapshotId, frame, notes);
  const { bytes, text } = await readTarget(deps, target);
  const masked = call.task === 'reduce' ? { text: '', count: 0 } : maskedPart(bytes, text, shard);
  const proposal = context.proposal === undefined ? undefined : maskSecrets(context.proposal).text;
  const outline =
    shard || call.task === 'reduce'
      ? renderOutline(outlineOf(text, target.language), OUTLINE_CHARS)
      : undefined;
  const shardReports = call.task === 'reduce' ? await shardTexts(deps, call) : undefined;
  const texts = [
    masked.text,
    proposal ?? '',
    outline ?? '',
    ...context.observations,
    ...(shardReports ?? []),
    target.path,
  ];
  const delimiter = delimiterFor(
    deps,
    `${ref.loopId} ${ref.iteration} ${target.path} ${target.sha256}`,
    texts,
  );
  const messages = buildPrompt(
    {
      frame,
      task: call.task,
      path: target.path,
      language: target.language,
      text: masked.text,
      delimiter,
      observations: context.observations,
      ...(outline === undefined ? {} : { outline }),
      ...(shard ? { shard: { index: shard.index, total: shard.total } } : {}),
      ...(proposal === undefined ? {} : { proposal }),
      ...(context.systemPrompt === undefined ? {} : { systemPrompt: context.systemPrompt }),
      ...(call.previousReason === undefined ? {} : { previousReason: call.previousReason }),
      ...(shardReports === undefined ? {} : { shardReports }),
    },
    deps.templates,
  );
  return {
    messages,
    sha256: createHash('sha256').update(JSON.stringify(messages)).digest('hex'),
    masked: masked.count,
  };
}

/**
 * What leaves for the provider. The whole file is masked and then cut by lines, so that a secret has the same mask in
 * every shard and in the file that quotes are looked up in; a shard cut inside a line is masked by itself.
 */
function maskedPart(bytes: Buffer, text: string, shard: ModelCall['shard']): { text: string; count: number } {
  const whole = maskSecrets(text);
  if (!shard) return whole;
  const own = sliceBytes(bytes, shard.start, shard.end);
  const part = maskSecrets(own.toString('utf8'));
  const { first, last } = shardLines(bytes, shard);
  const onLines =
    (shard.start === 0 || bytes[shard.start - 1] === 10) &&
    (shard.end === bytes.length || bytes[shard.end - 1] === 10);
  if (!onLines) return part;
  const lines = whole.text
    .split('\n')
    .slice(first - 1, last)
    .join('\n');
  return { text: own.at(-1) === 10 ? `${lines}\n` : lines, count: part.count };
}

/** What the reduce ladder sees of each shard: its accepted reading, as the program understood it. */
async function shardTexts(deps: ActivityDeps, call: ModelCall): Promise<string[]> {
  const answers = (call.shardAnswers ?? []).filter((id) => id !== STATIC);
  return Promise.all(
    answers.map(async (id) => {
      const reading = await acceptedReading(deps, id, { frame: call.frame, task: 'review', shard: true });
      return reading.format === 'forensic_json' ? JSON.stringify(reading.report) : reading.markdown;
    }),
  );
}
