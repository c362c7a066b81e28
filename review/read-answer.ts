import { wellFormed } from '../failures/well-formed';
import { acceptForensic } from './accept-forensic';
import { acceptMarkdown } from './accept-markdown';
import type { Answer, AnswerContext, AnswerReading, RejectedAnswer } from './answer-reading';
import { cutOff, openFence } from './cut-off';
import { startsAnother } from './starts-another';
import { extractJson } from './extract-json';
import { findReports } from './find-report';
import { namesAShard } from './names-a-shard';
import { openEnvelope } from './open-envelope';
import { errorPage, otherNotation } from './other-shape';
import { outputFormat } from './output-format';
import { UNSEEN } from './record';
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

const UNSEEN_CHARS = new RegExp(`[${UNSEEN}]`, 'g');

/**
 * Reads an answer and says whether it counts as a review, and if not, why, in one line. Truncated, refused and
 * reasoning-only answers never do, however they parse. Pure; throws nothing, whatever the text.
 */
export function readAnswer(answer: Answer, context: AnswerContext): AnswerReading {
  const stripped = stripWrapping(answer.text);
  const early = unfinished(answer, stripped);
  if (early) return early;
  const envelope = openEnvelope(stripped);
  if (envelope?.holds === 'refusal')
    return rejected('refused', `the model refused: ${quoted(envelope.text)}`, null);
  if (envelope?.holds === 'error')
    return thin(null, `the answer is a server's error and no review: ${quoted(envelope.text)}`);
  if (!envelope) return readText(answer.text, stripped, context);
  const text = stripWrapping(envelope.text);
  const finish = envelope.cut ? 'length' : answer.finish;
  const inside = unfinished({ ...answer, ...envelope, finish }, text);
  return inside ?? readText(envelope.text, text, context);
}

/** Reads `text`, an answer stripped of its wrapping; `raw` is the same before. */
function readText(raw: string, text: string, context: AnswerContext): AnswerReading {
  const page = errorPage(text);
  if (page) return thin(null, `the answer is ${page}`);
  const json = extractJson(text, (value) => findReports(value).length > 0);
  if (json.found === 'truncated') {
    const open = `${json.open} bracket${json.open === 1 ? ' is' : 's are'} not closed`;
    const reason = `JSON of ${text.length} characters ends inside an object: ${open}`;
    return rejected('truncated', reason, 'forensic_json');
  }
  const pieces = json.found === 'values' ? json.pieces : [];
  if (startsAnother(text, pieces)) {
    return rejected(
      'truncated',
      `the answer of ${text.length} characters ends as a further report begins`,
      null,
    );
  }
  const format = outputFormat(text, pieces);
  if (format === 'forensic_json') {
    const values = pieces.map(({ value }) => value);
    return speaksOfWhole(acceptForensic(values), context, () => namesAShard(text, pieces));
  }
  const notation = pieces.length === 0 ? otherNotation(text) : null;
  if (notation) return thin(null, `the answer is ${notation}`);
  const reading = acceptMarkdown(text);
  const fence = openFence(text) === null ? null : 'a fenced block is not closed';
  const cut = reading.acceptable ? cutOff(raw, text, reading.suggestions) : fence;
  if (cut) {
    return rejected(
      'truncated',
      `markdown of ${text.length} characters that stops before its end: ${cut}`,
      format,
    );
  }
  return speaksOfWhole(reading, context, () => namesAShard(text, []));
}

/** A reduce answer speaks of the whole file: one that names a part of it is thin. */
function speaksOfWhole(
  reading: AnswerReading,
  context: AnswerContext,
  named: () => string | null,
): AnswerReading {
  if (!reading.acceptable || context.task !== 'reduce' || context.shard === true) return reading;
  const shard = named();
  if (shard === null) return reading;
  return thin(reading.format, `the answer names a part ("${shard}"), it must speak of the whole file`);
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
    const thought = seenLength(answer.reasoning) + seenLength(answer.text);
    return thin(
      null,
      thought > 0 ? `reasoning of ${thought} characters and no answer` : 'the answer is empty',
    );
  }
  return isRefusal(text) ? rejected('refused', `the model refused: ${quoted(text)}`, null) : null;
}

function seenLength(text: string): number {
  return text.replace(UNSEEN_CHARS, '').trim().length;
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
