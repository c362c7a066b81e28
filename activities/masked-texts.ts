import { STATIC } from '../config/routing-schema';
import { outlineOf } from '../source/outline';
import { renderOutline } from '../source/render-outline';
import { maskBeside, maskText } from '../source/secrets/mask-text';
import type { MaskedText } from '../review/masked-text';
import type { ModelCall } from './contract';
import type { ActivityDeps } from './deps';
import { acceptedReading } from './accepted-reading';
import { clearText } from './clear-text';
import type { PromptContext } from './prompt-context';
import { readTarget } from './read-target';

/** Every text of a prompt that is not the program's own, without its secrets. */
export interface PromptTexts {
  path: string;
  text: string;
  observations: string[];
  outline?: string;
  proposal?: string;
  systemPrompt?: string;
  previousReason?: string;
  shardReports?: string[];
}

const OUTLINE_CHARS = 4000;

/**
 * The texts of one call as they may leave for a provider, and the number of places masked in the reviewed one. The file
 * is masked whole and then cut, so that a secret has the same mask in every shard and in the text that quotes are looked
 * up in; the file's secrets are masked in whatever else speaks of it.
 */
export async function maskedTexts(
  deps: ActivityDeps,
  call: ModelCall,
  context: PromptContext,
): Promise<{ texts: PromptTexts; masked: number }> {
  const { target, task, shard } = call;
  const { bytes, text } = await readTarget(deps, target);
  const file = await maskText(text, target.path);
  await clearText(deps, file.text, target.path);
  const beside = (said: string): Promise<string> => maskBeside(file, said);
  const part = task === 'reduce' ? '' : shard ? partOf(file, bytes, shard) : file.text;
  const texts: PromptTexts = {
    path: await beside(target.path),
    text: part,
    observations: await Promise.all(context.observations.map(beside)),
  };
  if (shard || task === 'reduce')
    texts.outline = renderOutline(outlineOf(file.text, target.language), OUTLINE_CHARS);
  if (context.proposal !== undefined) texts.proposal = (await maskText(context.proposal)).text;
  if (context.systemPrompt !== undefined) texts.systemPrompt = (await maskText(context.systemPrompt)).text;
  if (call.previousReason !== undefined) texts.previousReason = await beside(call.previousReason);
  if (task === 'reduce') texts.shardReports = await Promise.all((await shardTexts(deps, call)).map(beside));
  return { texts, masked: task === 'reduce' ? 0 : file.count };
}

/** A shard of the masked file by its bytes in the file itself. */
function partOf(file: MaskedText, bytes: Buffer, { start, end }: { start: number; end: number }): string {
  const first = bytes.toString('utf8', 0, start).length;
  return file.slice(first, first + bytes.toString('utf8', start, end).length);
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
