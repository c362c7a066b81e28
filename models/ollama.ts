import { classifyHttp } from './classify-http';
import { httpCall, readAll } from './http-call';
import { list, record, string } from './json-fields';
import { readOllamaAnswer } from './ollama-answer';
import { probeEndpoint } from './probe-endpoint';
import { assertPromptFits, markCutPrompt } from './prompt-window';
import type { ChatAnswer, ChatOptions, ChatRequest, ModelProvider } from './provider';

/** `https://ollama.com/`, `…/api` and `…/v1` all mean the same server. */
function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/(?:api|v1)$/, '');
}

/**
 * Ollama's native protocol (`/api/chat`, streamed). Its OpenAI-style twin ignores `num_ctx` and cuts prompts silently,
 * so it is not used. Ollama Cloud ignores `format`: the prompt must carry the schema too.
 */
export function ollamaProvider(name: string, baseUrl: string, apiKey: string | undefined): ModelProvider {
  const root = rootOf(baseUrl);
  const key = apiKey === undefined ? {} : { apiKey };
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };

  async function chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    assertPromptFits(request);
    options.onSent?.();
    const body = JSON.stringify({
      model: request.model,
      messages: request.messages,
      stream: true,
      options: {
        num_ctx: request.contextTokens,
        ...(request.maxOutputTokens === undefined ? {} : { num_predict: request.maxOutputTokens }),
      },
      ...(request.jsonSchema === undefined ? {} : { format: request.jsonSchema }),
    });
    const answer = await httpCall(
      { method: 'POST', url: `${root}/api/chat`, headers, body, ...options },
      async (response) => {
        if (response.status !== 200) {
          throw classifyHttp({
            status: response.status,
            headers: response.headers,
            body: await readAll(response),
            ...key,
          });
        }
        options.onAccepted?.();
        return readOllamaAnswer(response, apiKey);
      },
    );
    return markCutPrompt(request, answer);
  }

  return {
    name,
    chat,
    probe: (signal) =>
      probeEndpoint({ url: `${root}/api/tags`, headers, signal, ...key }, (body) =>
        Array.isArray(body['models'])
          ? list(body['models']).flatMap((model) => {
              const { name: tag, model: id } = record(model);
              return [...new Set([string(tag), string(id)])].filter((t) => t !== '');
            })
          : null,
      ),
  };
}
