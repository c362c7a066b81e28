import { estimateTokens } from '../models/estimate-tokens';
import type { Frame } from '../review/vocabulary';
import { templatesOf } from '../review/build-prompt';
import type { LoopRef, PromptEstimate } from './contract';
import type { ActivityDeps } from './deps';
import { observationsFor } from './observations';
import { promptContext } from './prompt-context';

/** Estimates of tokens are off by a fifth either way; a reservation errs to the dear side. */
const MARGIN = 1.25;

/** What a file's prompts are estimated by before a call: frame, documents and notes in each, and its own text by the byte. */
export async function promptEstimate(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
  file: { path: string; text: string; bytes: number; language: string; frame: Frame },
): Promise<PromptEstimate> {
  const notes = (await observationsFor(deps.kb, ref)).get(file.path) ?? [];
  const context = await promptContext(deps, ref, snapshotId, file.frame, notes);
  const frame = templatesOf(file.frame).map((name) => deps.templates[name] ?? '');
  const parts = [...frame, context.proposal ?? '', context.systemPrompt ?? '', ...context.observations];
  const overhead = parts.reduce((sum, part) => sum + estimateTokens(part), 0);
  return {
    overheadTokens: Math.ceil(overhead * MARGIN),
    tokensPerByte: (estimateTokens(file.text, file.language) / Math.max(1, file.bytes)) * MARGIN,
  };
}
