/** One message of a chat, in the order sent. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  /** Model tag as the provider knows it. */
  model: string;
  messages: ChatMessage[];
  /** Window of the model in tokens (Ollama's `num_ctx`). */
  contextTokens: number;
  /** JSON Schema the answer should follow; a provider that cannot enforce it ignores it. */
  jsonSchema?: object;
  /** Bound of the answer in tokens, sent to the endpoint; absent: none is sent, and 4,096 are reserved. */
  maxOutputTokens?: number;
}

export interface ChatAnswer {
  /** The answer proper; empty when the model only reasoned. */
  text: string;
  /** Reasoning given beside the answer (`thinking`, `reasoning_content`); never part of the review. */
  reasoning: string;
  /**
   * `length`: cut by the token limit. `refusal`: the provider says it refused. `prompt_cut`: the endpoint read less than
   * it was sent, so this answers another question. `unknown`: no reason was sent.
   */
  finish: 'stop' | 'length' | 'refusal' | 'prompt_cut' | 'unknown';
  promptTokens: number | null;
  completionTokens: number | null;
}

export interface ChatOptions {
  /** Aborting it closes the socket. */
  signal: AbortSignal;
  /** Deadline of the whole call, milliseconds. */
  totalMs: number;
  /** Deadline between two pieces of the answer, milliseconds; the first may take `totalMs`, keep-alives are none. */
  idleMs: number;
  /** Called when the call goes out, after it has stood in line for its provider. */
  onSent?: () => void;
  /** Called when the endpoint has answered with status 200; the answer itself may take its time. */
  onAccepted?: () => void;
  /** No other provider could answer in this one's place: an open circuit is waited for and not passed by. */
  lastResort?: boolean;
}

/** What a provider can say about itself when a loop starts. */
export type ProbeResult = { up: true; models: string[] | null } | { up: false; reason: string };

/**
 * One model endpoint. `chat` makes exactly one HTTP call and retries nothing (Temporal owns retries); it throws
 * `TypedFailure` of type ModelTransient (with `retryAfterMs` when the endpoint said so), ModelAuth, ModelUnknown,
 * ModelWindow or ProviderClosed.
 */
export interface ModelProvider {
  readonly name: string;
  chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer>;
  /** Which models are there; `models: null` when the endpoint has no list. Never throws. */
  probe(signal: AbortSignal): Promise<ProbeResult>;
}
