import { classifyHttp } from './classify-http';
import { garbage, protocolJson } from './garbage';
import type { HttpResponse } from './http-call';
import { count, list, record, string } from './json-fields';
import { maskKey } from './mask-key';
import type { ChatAnswer } from './provider';
import { sseData } from './sse-data';
import { stripThinking } from './strip-thinking';

const FINISH: Record<string, ChatAnswer['finish']> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  content_filter: 'refusal',
};

/** Content as a string, or as parts (`[{type: "text", text}]`); parts of reasoning are left to `reasoningOf`. */
function contentOf(value: unknown): string {
  if (!Array.isArray(value)) return string(value);
  return list(value)
    .map((part) => string(record(part)['text']))
    .join('');
}

interface Gathered {
  text: string;
  reasoning: string;
  refusal: string;
  finish: string;
  usage: Record<string, unknown>;
}

function gather(into: Gathered, body: Record<string, unknown>): void {
  const choice = record(list(body['choices'])[0]);
  const piece = record(choice['delta'] ?? choice['message']);
  into.text += contentOf(piece['content']);
  into.reasoning += string(piece['reasoning_content']) || string(piece['reasoning']);
  into.refusal += string(piece['refusal']);
  into.finish = string(choice['finish_reason']) || into.finish;
  if (body['usage']) into.usage = record(body['usage']);
}

/** The first characters decide: an object is one JSON answer, anything else an event stream. */
async function* messages(
  response: HttpResponse,
  apiKey: string | undefined,
): AsyncGenerator<Record<string, unknown> | 'done'> {
  const chunks = response.chunks;
  let start = '';
  while (start.trimStart() === '') {
    const next = await chunks.next();
    if (next.done) throw garbage('answer', start, apiKey);
    start += next.value;
  }
  const whole = (async function* () {
    yield start;
    yield* chunks;
  })();
  if (start.trimStart().startsWith('{')) {
    let text = '';
    for await (const chunk of whole) text += chunk;
    yield protocolJson('chat completion', text, apiKey);
    yield 'done';
    return;
  }
  if (start.trimStart().startsWith('<')) throw garbage('chat completion', start, apiKey);
  for await (const data of sseData(whole))
    yield data.trim() === '[DONE]' ? 'done' : protocolJson('chat completion', data, apiKey);
}

/**
 * Reads an answer of `/v1/chat/completions`, streamed or whole (an endpoint may ignore `stream`). Throws ModelTransient
 * when a stream ends with neither a finish reason nor `[DONE]`, and what an `error` object in it means.
 */
export async function readOpenAiAnswer(
  response: HttpResponse,
  apiKey: string | undefined,
): Promise<ChatAnswer> {
  const got: Gathered = { text: '', reasoning: '', refusal: '', finish: '', usage: {} };
  let done = false;
  for await (const message of messages(response, apiKey)) {
    done = message === 'done';
    if (message === 'done') break;
    if (message['error']) {
      const code = count(record(message['error'])['code']) ?? 500;
      const status = code >= 400 && code < 600 ? code : 500;
      throw classifyHttp({
        status,
        headers: response.headers,
        body: JSON.stringify(message),
        ...(apiKey === undefined ? {} : { apiKey }),
      });
    }
    gather(got, message);
  }
  if (!done && got.finish === '' && !response.wasCut())
    throw garbage('end of its answer', maskKey(got.text, apiKey).slice(-120), apiKey);
  const answer = stripThinking(got.text);
  const finish = response.wasCut() ? 'length' : (FINISH[got.finish] ?? 'unknown');
  return {
    text: answer.text,
    reasoning: [got.reasoning.trim(), answer.reasoning].filter((part) => part !== '').join('\n'),
    finish: got.refusal.trim() !== '' ? 'refusal' : finish,
    promptTokens: count(got.usage['prompt_tokens']),
    completionTokens: count(got.usage['completion_tokens']),
  };
}
