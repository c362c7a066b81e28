import type { IncomingHttpHeaders } from 'node:http';
import type { FailureType } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { EndpointFailure, type FailureScope } from './endpoint-failure';
import { limitResetMs } from './limit-reset';
import { maskKey } from './mask-key';
import { retryAfterMs } from './retry-after';

export interface HttpFailure {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Masked wherever the endpoint quotes it. */
  apiKey?: string;
  /** Milliseconds since the epoch, for Retry-After dates. */
  now?: number;
}

const USAGE_LIMIT =
  /\b(?:session|hourly|daily|weekly|monthly)\b[^.]{0,40}\b(?:usage|request|token|message)s?\b[^.]{0,20}\blimit|usage limit|insufficient_quota|exceeded your current quota|\bquota\b|out of credits|plan and billing/i;
/** A quota of minutes is an ordinary rate limit. */
const SHORT_QUOTA = /per[ _-]?(?:minute|second)|\b[rt]pm\b/i;
const WINDOW =
  /context[ _-]?(?:length|window|size)|maximum context|max(?:imum)? (?:input|prompt) (?:length|tokens)|prompt is too long|too many (?:input )?tokens|exceeds? (?:the )?(?:available )?context|input (?:is )?too long|reduce the length/i;
const NO_MODEL =
  /model\b[^.]{0,120}\b(?:not found|does not exist|not exist|unknown|not available|not supported|retired|deprecated)|unknown model|no such model|model_not_found|pull(?:ing)? it first/i;
const KEY = /invalid[ _]?api[ _]?key|incorrect api key|unauthori[sz]ed|api key/i;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The words in a JSON error body, of whatever shape; undefined when it has none. */
function wordsOf(parsed: unknown): string | undefined {
  const body = Array.isArray(parsed) ? (parsed[0] as unknown) : parsed;
  if (!isRecord(body)) return undefined;
  const error = body['error'] ?? body['message'] ?? body['detail'];
  if (!isRecord(error)) return typeof error === 'string' ? error : undefined;
  return ['message', 'code', 'type']
    .flatMap((key) => (typeof error[key] === 'string' ? [error[key]] : []))
    .join(' ');
}

/** The endpoint's own words: the `error` of a JSON body, the text of an HTML page, or the body itself; on one line. */
function messageOf(body: string): string {
  let message: string | undefined;
  try {
    message = wordsOf(JSON.parse(body));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    message = body.slice(0, 20_000).replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>|<[^>]*>/gi, ' ');
  }
  return (message ?? body.slice(0, 20_000)).replace(/\s+/g, ' ').trim();
}

/** A refusal that names the model ("requires a subscription") is about the model; any other is about the key. */
const ONE_MODEL = /\bmodel\b/i;
const SLOTS =
  /concurren|request slot|(?:parallel|simultaneous|in[- ]flight) (?:request|call)|requests? (?:at once|in parallel)/i;

type Meaning = readonly [FailureType, FailureScope];

function meaningOf(status: number, message: string, body: string): Meaning {
  const closed = USAGE_LIMIT.test(message) && !SHORT_QUOTA.test(body.slice(0, 20_000));
  if (status === 429 && closed) return ['ProviderClosed', 'limit'];
  if (status === 429) return ['ModelTransient', SLOTS.test(message) ? 'slots' : 'rate'];
  if (status === 402) return ['ProviderClosed', 'limit'];
  if (status === 401) return ['ModelAuth', 'key'];
  if (status === 403 && ONE_MODEL.test(message)) return ['ModelAuth', 'model'];
  if (status === 403) return closed ? ['ProviderClosed', 'limit'] : ['ModelAuth', 'key'];
  if (status === 404) return ['ModelUnknown', 'model'];
  if (status === 413) return ['ModelWindow', 'call'];
  if (status === 408 || status === 409 || status === 425) return ['ModelTransient', 'call'];
  // llama.cpp and some proxies say this one with a 500.
  if (status <= 500 && WINDOW.test(message)) return ['ModelWindow', 'call'];
  if (status <= 500 && closed) return ['ProviderClosed', 'limit'];
  if (status >= 500) return ['ModelTransient', 'down'];
  if (NO_MODEL.test(message)) return ['ModelUnknown', 'model'];
  if (KEY.test(message)) return ['ModelAuth', 'key'];
  // Something in this one request: the next one may be taken.
  return ['ModelUnknown', 'call'];
}

/**
 * What an HTTP answer other than 2xx, or an error inside a stream, means for the ladder. ModelTransient carries the
 * wait the endpoint asked for, a usage limit the time until it resets. A request the endpoint will not take however
 * often it is sent (other 3xx and 4xx) is ModelUnknown: this model cannot be asked here, the next rung is.
 */
export function classifyHttp(failure: HttpFailure): EndpointFailure {
  const now = failure.now ?? Date.now();
  // Masked before anything is cut: half a key would not be found.
  const body = maskKey(failure.body, failure.apiKey);
  const message = wellFormed(messageOf(body), 300);
  const [type, scope] = meaningOf(failure.status, message, body);
  const said = message === '' ? '' : `: ${message}`;
  return new EndpointFailure(type, `the endpoint answered ${failure.status}${said}`, scope, {
    retryAfterMs: type === 'ModelTransient' ? retryAfterMs(failure.headers, now) : undefined,
    resetMs: scope === 'limit' ? limitResetMs(failure.headers, body, now) : undefined,
  });
}
