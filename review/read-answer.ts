import { wellFormed } from '../failures/well-formed';
import { acceptForensic } from './accept-forensic';
import { acceptMarkdown } from './accept-markdown';
import type { Answer, AnswerContext, AnswerReading, RejectedAnswer } from './answer-reading';
import { namesAShard } from './names-a-shard';
import { formatWith, reportJsonIn } from './output-format';
import { isRefusal } from './refusal';
import { stripWrapping } from './strip-wrapping';
import { oneLine, thin } from './thin';
import type { OutputFormat } from './vocabulary';

export type {
  AcceptedAnswer,
  AcceptedForensic,
  AcceptedMarkdown,
  AnswerReading,
  RejectedAnswer,
} from './answer-reading';

/**
 * Reads an answer and says whether it counts as a review, and if not, why, in one line. Truncated, refused and
 * reasoning-only answers never do, however they parse. Pure; throws nothing, whatever the text.
 */
export function readAnswer(answer: Answer, context: AnswerContext): AnswerReading {
  const text = stripWrapping(answer.text);
  const early = unfinished(answer, text);
  if (early) return early;
  const json = reportJsonIn(text);
  const format = json.found === 'none' ? 'markdown' : formatWith(text, json);
  if (json.found === 'truncated') {
    const open = `${json.open} bracket${json.open === 1 ? ' is' : 's are'} not closed`;
    return rejected('truncated', `JSON of ${text.length} characters ends inside an object: ${open}`, format);
  }
  const reading =
    json.found === 'value' && format === 'forensic_json' ? acceptForensic(json.value) : acceptMarkdown(text);
  if (!reading.acceptable || context.task !== 'reduce' || context.shard === true) return reading;
  const shard = namesAShard(text, json.found === 'value' && format === 'forensic_json' ? json : null);
  return shard === null
    ? reading
    : thin(format, `the answer names a part ("${shard}"), it must speak of the whole file`);
}

/** Answers that are rejected before anybody reads them as a review. */
function unfinished(answer: Answer, text: string): RejectedAnswer | null {
  if (answer.finish === 'length') {
    return rejected(
      'truncated',
      `the answer was cut by the token limit after ${answer.text.length} characters`,
      null,
    );
  }
  if (answer.finish === 'prompt_cut') {
    const read = `the endpoint read ${answer.promptTokens ?? 0} prompt tokens, fewer than half of what was sent`;
    return rejected('window', `${read}: it cut the prompt without saying so`, null);
  }
  if (answer.finish === 'refusal')
    return rejected('refused', `the provider says the model refused: ${quoted(text)}`, null);
  if (text === '') {
    const thought = answer.reasoning.trim().length + answer.text.trim().length;
    return thin(
      null,
      thought > 0 ? `reasoning of ${thought} characters and no answer` : 'the answer is empty',
    );
  }
  return isRefusal(text) ? rejected('refused', `the model refused: ${quoted(text)}`, null) : null;
}

function quoted(text: string): string {
  return text === '' ? 'no text' : `"${wellFormed(oneLine(text), 120)}"`;
}

function rejected(
  outcome: RejectedAnswer['outcome'],
  reason: string,
  format: OutputFormat | null,
): RejectedAnswer {
  return { acceptable: false, outcome, reason: oneLine(reason), format };
}
