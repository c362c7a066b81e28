import { TypedFailure } from '../failures/table';
import { classifyHttp } from './classify-http';
import { httpCall, readAll, type HttpResponse } from './http-call';
import { list, record, string } from './json-fields';
import { readOpenAiAnswer } from './openai-answer';
import { probeEndpoint } from './probe-endpoint';
import { assertPromptFits, assertPromptWhole } from './prompt-window';
import type { ChatAnswer, ChatOptions, ChatRequest, ModelProvider } from './provider';

/** `https://host`, `https://host/` and `https://host/v1` are the same; any other version in the path stays. */
function versioned(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  return /\/v\d\w*(?:\/|$)/.test(new URL(base).pathname) ? base : `${base}/v1`;
}

/** Models, by endpoint, that answered 400 to a JSON schema; they are asked without one from then on. */
const withoutSchema = new Set<string>();

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

  function bodyOf(request: ChatRequest, schema: object | undefined): string {
    return JSON.stringify({
      model: request.model,
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      // Not strict: strict schemas forbid what ours need; the prompt carries the schema too.
      ...(schema && {
        response_format: { type: 'json_schema', json_schema: { name: 'report', schema, strict: false } },
      }),
    });
  }

  async function failed(response: HttpResponse, schemaId: string | undefined): Promise<ChatAnswer> {
    const body = await readAll(response);
    if (response.status === 400 && /content_filter|content management policy/i.test(body))
      return REFUSED_ANSWER;
    if (
      schemaId !== undefined &&
      (response.status === 400 || response.status === 422) &&
      /response_format|json_schema/i.test(body)
    ) {
      withoutSchema.add(schemaId);
      throw new TypedFailure(
        'ModelTransient',
        'the endpoint takes no JSON schema (response_format); asked again without',
        0,
      );
    }
    throw classifyHttp({ status: response.status, headers: response.headers, body, ...key });
  }

  async function chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    assertPromptFits(request);
    const id = `${base} ${request.model}`;
    const schema = withoutSchema.has(id) ? undefined : request.jsonSchema;
    const call = {
      method: 'POST' as const,
      url: `${base}/chat/completions`,
      headers,
      body: bodyOf(request, schema),
      ...options,
    };
    const answer = await httpCall(call, (response) =>
      response.status === 200 ? readOpenAiAnswer(response, apiKey) : failed(response, schema && id),
    );
    assertPromptWhole(request, answer.promptTokens);
    return answer;
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
