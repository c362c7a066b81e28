import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { TypedFailure } from '../failures/table';
import { callDeadlines, type Deadlines } from './call-deadlines';
import { decodeBody } from './decode-body';
import { EndpointFailure } from './endpoint-failure';
import { networkFailure } from './network-failure';
import { releaseBody } from './release-body';
import { streamProgress } from './stream-progress';

// A streamed token takes some 300 bytes of protocol: this is about 100,000 tokens.
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

// undici's own limits end a call after five minutes whatever the model is doing; ours replace them. Connections are kept
// for four seconds (or as long as the endpoint says) and used again; one that is in use is never shared.
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 30_000 } });

export interface HttpCall {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Aborting it closes the socket; the call then throws the signal's reason. */
  signal: AbortSignal;
  /** Milliseconds for everything, first byte to last. */
  totalMs: number;
  /** Milliseconds between two pieces of the answer (keep-alives are none); the first may take `totalMs`. */
  idleMs: number;
  /** Cap on the decoded response; default 32 MiB. */
  maxBytes?: number;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** The body as UTF-8 text, chunk by chunk; ends early at the size cap. */
  chunks: AsyncGenerator<string>;
  /** Whether the body was cut at the size cap; known when `chunks` has ended. */
  wasCut(): boolean;
}

async function* limited(
  stream: Readable,
  deadlines: Deadlines,
  max: number,
  onCut: () => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const wentOn = streamProgress();
  let bytes = 0;
  // Whoever has read enough leaves; the rest is drained or destroyed when it is released.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > max) {
      onCut();
      return;
    }
    const text = decoder.decode(chunk, { stream: true });
    if (wentOn(text)) deadlines.sawProgress();
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/**
 * One HTTP exchange: sends and hands the response to `read`. Where that returns, the connection is kept for the next
 * call once the body has ended; in any other case its socket is closed. Nothing is retried. Throws ModelTransient for
 * network errors and missed deadlines, the abort reason when `call.signal` is aborted, and whatever `read` throws.
 */
export async function httpCall<T>(call: HttpCall, read: (response: HttpResponse) => Promise<T>): Promise<T> {
  call.signal.throwIfAborted();
  const deadlines = callDeadlines(call);
  let stream: Readable | undefined;
  let whole = false;
  let taken = false;
  try {
    const response = await request(call.url, {
      method: call.method,
      headers: { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'scrum-loop', ...call.headers },
      body: call.body ?? null,
      signal: deadlines.signal,
      dispatcher: agent,
    });
    stream = decodeBody(response.body, response.headers['content-encoding']);
    let cut = false;
    const chunks = limited(stream, deadlines, call.maxBytes ?? MAX_RESPONSE_BYTES, () => {
      cut = true;
    });
    const { statusCode: status, headers } = response;
    taken = status === 200;
    const answer = await read({ status, headers, chunks, wasCut: () => cut });
    whole = !cut;
    return answer;
  } catch (error) {
    call.signal.throwIfAborted();
    const failure = failureOf(error, deadlines, stream !== undefined);
    if (failure instanceof TypedFailure) failure.brokeOff = taken || deadlines.missed() !== undefined;
    throw failure;
  } finally {
    deadlines.clear();
    if (stream) releaseBody(stream, whole);
  }
}

/** What ended an exchange, as a failure of the table. */
function failureOf(error: unknown, deadlines: Deadlines, answered: boolean): unknown {
  const missed = deadlines.missed();
  if (missed !== undefined)
    return new EndpointFailure('ModelTransient', missed, answered ? 'call' : 'down', { cause: error });
  return error instanceof TypedFailure ? error : networkFailure(error, answered);
}

/** The rest of a body as one text; used for errors and lists, which are small. */
export async function readAll(response: HttpResponse): Promise<string> {
  let text = '';
  for await (const chunk of response.chunks) text += chunk;
  return text;
}
