import { classifyHttp } from '../../models/classify-http';
import { EndpointFailure } from '../../models/endpoint-failure';
import { ProviderGate } from '../../models/gate/provider-gate';
import type { ChatAnswer, ChatOptions, ChatRequest, ModelProvider, ProbeResult } from '../../models/provider';
import { HandClock, settled } from './hand-clock';

const ANSWER: ChatAnswer = {
  text: 'ok',
  reasoning: '',
  finish: 'stop',
  promptTokens: 1,
  completionTokens: 1,
};

/** A call that has gone out and waits for the test's word. */
export interface SentCall {
  model: string;
  at: number;
  accept(): Promise<void>;
  answer(): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** How a call through the gate ended. */
export type Ended = { answer: ChatAnswer } | { type: string; message: string; retryAfterMs?: number };

/** A gate before an endpoint that the test plays by hand. */
export class GateWorld {
  readonly clock = new HandClock();
  readonly sent: SentCall[] = [];
  readonly log: string[] = [];
  readonly ended: Ended[] = [];
  probes = 0;
  probe: ProbeResult | Promise<ProbeResult> = { up: true, models: null };
  readonly gate: ProviderGate;

  constructor(maxConcurrent = 100) {
    const endpoint: ModelProvider = {
      name: 'p',
      chat: (request, options) =>
        new Promise((resolve, reject) => {
          options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
          this.sent.push({
            model: request.model,
            at: this.clock.now(),
            accept: async () => {
              options.onAccepted?.();
              await settled();
            },
            answer: async () => {
              resolve(ANSWER);
              await settled();
            },
            fail: async (error) => {
              reject(error);
              await settled();
            },
          });
        }),
      probe: async () => {
        this.probes += 1;
        return this.probe;
      },
    };
    this.gate = new ProviderGate(endpoint, maxConcurrent, this.clock, (line) => this.log.push(line));
  }

  /** Sends a call through the gate; what it ends with is pushed to `ended`. */
  async ask(options: Partial<ChatOptions> & { model?: string } = {}): Promise<void> {
    const { model = 'm', ...more } = options;
    const request: ChatRequest = { model, messages: [], contextTokens: 1000 };
    const call = { signal: new AbortController().signal, totalMs: 1, idleMs: 1, ...more };
    this.gate.chat(request, call).then(
      (answer) => this.ended.push({ answer }),
      (error: EndpointFailure) =>
        this.ended.push({
          type: error.type ?? error.name,
          message: error.message,
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        }),
    );
    await settled();
  }

  async askMany(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await this.ask();
  }

  /** One good answer, so that the gate lets others through beside each other. */
  async prove(): Promise<void> {
    await this.ask();
    await this.last().answer();
    this.ended.length = 0;
    this.sent.length = 0;
  }

  /** The call that went out last. */
  last(): SentCall {
    const call = this.sent.at(-1);
    if (!call) throw new Error('no call went out');
    return call;
  }

  /** What the endpoint says with this status. */
  http(status: number, error: string, headers: Record<string, string> = {}): EndpointFailure {
    return classifyHttp({ status, headers, body: JSON.stringify({ error }), now: this.clock.now() });
  }
}

/** A connection that was refused. */
export const DOWN = (): EndpointFailure =>
  new EndpointFailure('ModelTransient', 'the connection failed (ECONNREFUSED)', 'down');
