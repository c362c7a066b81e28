import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import type { ChatMessage } from '../models/provider';
import { dataBlock } from './data-block';
import { fillTemplate } from './fill-template';
import { quotedName } from './quoted-name';
import type { Frame } from './vocabulary';

export interface PromptParts {
  frame: Frame;
  task: 'review' | 'reduce';
  path: string;
  language: string;
  /** The file or its shard, secrets masked; stands in the prompt verbatim. Not used by `reduce`. */
  text: string;
  /** Outline of the whole file, for shards and reduce. */
  outline?: string;
  /** 0-based index. */
  shard?: { index: number; total: number };
  /** The plan document that the code is held against. */
  proposal?: string;
  /** Stands for the role text of the forensic frame; format and delimiters stay. */
  systemPrompt?: string;
  /** Notes of earlier iterations on this file. */
  observations?: readonly string[];
  /** Why the answer before was not accepted. */
  previousReason?: string;
  /** Reduce: what each shard's review says, in order. */
  shardReports?: readonly string[];
  /** Unguessable and in none of the texts; at least 16 characters. */
  delimiter: string;
}

const MIN_DELIMITER = 16;

/**
 * The messages of one call: who judges and in which format (system), then documents, notes and the reviewed text as data
 * between delimiters (user). Nothing of an author's claims or of earlier verdicts is in it: such framing biases a
 * reviewer. `templates` are the files of `prompts/` by name without extension. Throws `ConfigError` for a template that
 * is missing or names what it does not get, `InvalidInput` for a delimiter that is short or stands in a text.
 */
export function buildPrompt(parts: PromptParts, templates: Readonly<Record<string, string>>): ChatMessage[] {
  if (parts.path.includes(parts.delimiter)) {
    throw new TypedFailure('InvalidInput', 'The path contains the delimiter of its own prompt.');
  }
  if (parts.delimiter.length < MIN_DELIMITER) {
    throw new TypedFailure(
      'InvalidInput',
      `The delimiter has ${parts.delimiter.length} characters; at least ${MIN_DELIMITER} are needed.`,
    );
  }
  return [
    { role: 'system', content: systemText(parts, templates) },
    { role: 'user', content: userText(parts, templates) },
  ];
}

/** Names of the templates that a call can use: what they say is part of what makes a prompt. */
export function templatesOf(frame: Frame): string[] {
  return [`review-${frame}`, contractOf(frame), 'data-rules', 'data-end', 'review-shard', 'reduce', 'retry'];
}

function contractOf(frame: Frame): string {
  return frame === 'forensic' ? 'json-contract' : 'markdown-contract';
}

function systemText(parts: PromptParts, templates: Readonly<Record<string, string>>): string {
  const { frame, task, shard, systemPrompt } = parts;
  const role =
    frame === 'forensic' && systemPrompt !== undefined
      ? systemPrompt.trim()
      : fillTemplate(templates, `review-${frame}`);
  const addendum = shard
    ? [fillTemplate(templates, 'review-shard', { index: `${shard.index + 1}`, total: `${shard.total}` })]
    : task === 'reduce'
      ? [fillTemplate(templates, 'reduce')]
      : [];
  const rules = fillTemplate(templates, 'data-rules');
  return [role, rules, ...addendum, fillTemplate(templates, contractOf(frame))].join('\n\n');
}

function userText(parts: PromptParts, templates: Readonly<Record<string, string>>): string {
  const { delimiter, outline, proposal, observations = [], shardReports = [], previousReason } = parts;
  const block = (name: string, text: string | undefined) =>
    text === undefined || text === '' ? [] : [dataBlock(name, text, delimiter)];
  const reviewed =
    parts.task === 'reduce'
      ? shardReports.flatMap((report, i) => block(`review ${i + 1} of ${shardReports.length}`, report))
      : [dataBlock('reviewed text', parts.text, delimiter)];
  return [
    `File: ${quotedName(parts.path)}\nLanguage: ${oneLine(parts.language)}`,
    ...block('plan', proposal),
    ...block('notes', observations.map((note) => `- ${oneLine(note)}`).join('\n')),
    ...block('outline of the whole file', outline),
    ...reviewed,
    fillTemplate(templates, 'data-end'),
    ...(previousReason === undefined
      ? []
      : [fillTemplate(templates, 'retry', { reason: oneLine(previousReason) })]),
  ].join('\n\n');
}

/** A note cannot start a line of its own, and no half of a surrogate pair leaves for a provider. */
function oneLine(text: string): string {
  return wellFormed(text.replace(/\s+/g, ' ').trim(), 2000);
}
