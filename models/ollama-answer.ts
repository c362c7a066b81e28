import { classifyHttp } from './classify-http';
import { garbage, protocolJson } from './garbage';
import type { HttpResponse } from './http-call';
import { count, record, string } from './json-fields';
import { maskKey } from './mask-key';
import type { ChatAnswer } from './provider';
import { splitLines } from './split-lines';
import { stripThinking } from './strip-thinking';

const FINISH: Record<string, ChatAnswer['finish']> = { stop: 'stop', length: 'length' };

/**
 * Reads the NDJSON of Ollama's `/api/chat` (docs/api.md of ollama/ollama): pieces of `message.content` and
 * `message.thinking`, an `error` line, and a last line with `done`, `done_reason` and the token counts. An answer cut at
 * our size cap counts as `length`. Throws ModelTransient when the stream ends without `done`.
 */
export async function readOllamaAnswer(
  response: HttpResponse,
  apiKey: string | undefined,
): Promise<ChatAnswer> {
  let text = '';
  let thinking = '';
  let end: Record<string, unknown> | undefined;
  for await (const line of splitLines(response.chunks)) {
    if (line.trim() === '') continue;
    const part = protocolJson('Ollama answer', line, apiKey);
    if (part['error'] !== undefined) {
      throw classifyHttp({
        status: 500,
        headers: response.headers,
        body: line,
        ...(apiKey === undefined ? {} : { apiKey }),
      });
    }
    const message = record(part['message']);
    text += string(message['content']);
    thinking += string(message['thinking']);
    if (part['done'] === true) {
      end = part;
      break;
    }
  }
  if (end === undefined && !response.wasCut())
    throw garbage('end of its answer', maskKey(text, apiKey).slice(-120), apiKey);
  const answer = stripThinking(text);
  return {
    text: answer.text,
    reasoning: [thinking.trim(), answer.reasoning].filter((part) => part !== '').join('\n'),
    finish: end === undefined ? 'length' : (FINISH[string(end['done_reason'])] ?? 'unknown'),
    promptTokens: count(end?.['prompt_eval_count']),
    completionTokens: count(end?.['eval_count']),
  };
}
