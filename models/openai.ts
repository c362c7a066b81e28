import { classifyHttp } from './classify-http';
import { EndpointFailure } from './endpoint-failure';
import { httpCall, readAll, type HttpResponse } from './http-call';
import { list, record, string } from './json-fields';
import { readOpenAiAnswer } from './openai-answer';
import { probeEndpoint } from './probe-endpoint';
import { assertPromptFits, markCutPrompt } from './prompt-window';
import type { ChatAnswer, ChatOptions, ChatRequest, ModelProvider } from './provider';

/** `https://host`, `https://host/` and `https://host/v1` are the same; any other version in the path stays. */
function versioned(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  return /\/v\d\w*(?:\/|$)/.test(new URL(base).pathname) ? base : `${base}/v1`;
}

/** Models, by endpoint, that answered 400 to a JSON schema; they are asked without one from then on. */
const withoutSchema = new Set<string>();
/** Models, by endpoint, that want the bound of an answer as `max_completion_tokens`. */
const newBound = new Set<string>();

/** How a model wants to be asked, as far as it has said so. */
interface Dialect {
  schema: object | undefined;
  bound: 'max_tokens' | 'max_completion_tokens' | undefined;
}

const REFUSED_ANSWER: ChatAnswer = {
  text: '',
  reasoning: '',
  finish: 'refusal',
  promptTokens: null,
  completionTokens: null,
};

/** Any endpoint that speaks OpenAI's `/v1/chat/completions` (platform.openai.com/docs/api-reference/chat), streamed. */
export function openAiProvider(name: string, baseUrl: string, apiKey: string | undefined): ModelProvider {
  const base = versioned(baseUrl);
  const key = apiKey === undefined ? {} : { apiKey };
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };

  const idOf = (request: ChatRequest): string => `${base} ${request.model}`;

  function dialectOf(request: ChatRequest): Dialect {
    const id = idOf(request);
    return {
      schema: withoutSchema.has(id) ? undefined : request.jsonSchema,
      bound:
        request.maxOutputTokens === undefined
          ? undefined
          : newBound.has(id)
            ? 'max_completion_tokens'
            : 'max_tokens',
    };
  }

  function bodyOf(request: ChatRequest, { schema, bound }: Dialect): string {
    return JSON.stringify({
      model: request.model,
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(bound && { [bound]: request.maxOutputTokens }),
      // Not strict: strict schemas forbid what ours need; the prompt carries the schema too.
      ...(schema && {
        response_format: { type: 'json_schema', json_schema: { name: 'report', schema, strict: false } },
      }),
    });
  }

  async function failed(response: HttpResponse, request: ChatRequest, used: Dialect): Promise<ChatAnswer> {
    const body = await readAll(response);
    if (response.status === 400 && /content_filter|content management policy/i.test(body))
      return REFUSED_ANSWER;
    // llama.cpp's Python server refuses a field it does not know with a 500.
    if (response.status === 400 || response.status === 422 || response.status === 500) {
      if (used.bound === 'max_tokens' && body.includes('max_completion_tokens')) {
        newBound.add(idOf(request));
        throw askedAgain('takes no max_tokens; asked again with max_completion_tokens');
      }
      if (used.schema && /response_format|json_schema/i.test(body)) {
        withoutSchema.add(idOf(request));
        throw askedAgain('takes no JSON schema (response_format); asked again without');
      }
    }
    throw classifyHttp({ status: response.status, headers: response.headers, body, ...key });
  }

  async function chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    assertPromptFits(request);
    options.onSent?.();
    const dialect = dialectOf(request);
    const call = {
      method: 'POST' as const,
      url: `${base}/chat/completions`,
      headers,
      body: bodyOf(request, dialect),
      ...options,
    };
    const answer = await httpCall(call, async (response) => {
      if (response.status !== 200) return failed(response, request, dialect);
      options.onAccepted?.();
      return readOpenAiAnswer(response, apiKey);
    });
    return markCutPrompt(request, answer);
  }

  return {
    name,
    chat,
    probe: (signal) =>
      probeEndpoint({ url: `${base}/models`, headers, signal, ...key }, (body) => {
        const ids = list(body['data'])
          .map((model) => string(record(model)['id']))
          .filter((id) => id !== '');
        return ids.length > 0 ? ids : null;
      }),
  };
}

/** The endpoint wants to be asked in another way, which is known now: asked again at once. */
function askedAgain(why: string): EndpointFailure {
  return new EndpointFailure('ModelTransient', `the endpoint ${why}`, 'call', { retryAfterMs: 0 });
}
