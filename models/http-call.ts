import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { TypedFailure } from '../failures/table';
import { callDeadlines, type Deadlines } from './call-deadlines';
import { decodeBody } from './decode-body';
import { networkFailure } from './network-failure';

// A streamed token takes some 300 bytes of protocol: this is about 100,000 tokens.
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

// undici's own limits end a call after five minutes whatever the model is doing; ours replace them.
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
  /** Milliseconds between two chunks; the first may take `totalMs`. */
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
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    deadlines.sawChunk();
    bytes += chunk.length;
    if (bytes > max) {
      onCut();
      return;
    }
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/**
 * One HTTP exchange: sends, hands the response to `read`, and closes the socket whatever happens. Nothing is retried.
 * Throws ModelTransient for network errors and missed deadlines, the abort reason when `call.signal` is aborted, and
 * whatever `read` throws.
 */
export async function httpCall<T>(call: HttpCall, read: (response: HttpResponse) => Promise<T>): Promise<T> {
  call.signal.throwIfAborted();
  const deadlines = callDeadlines(call);
  let stream: Readable | undefined;
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
    return await read({ status: response.statusCode, headers: response.headers, chunks, wasCut: () => cut });
  } catch (error) {
    call.signal.throwIfAborted();
    if (deadlines.missed() !== undefined) {
      throw new TypedFailure('ModelTransient', deadlines.missed() ?? '', undefined, { cause: error });
    }
    if (error instanceof TypedFailure) throw error;
    throw networkFailure(error);
  } finally {
    deadlines.clear();
    stream?.destroy();
  }
}

/** The rest of a body as one text; used for errors and lists, which are small. */
export async function readAll(response: HttpResponse): Promise<string> {
  let text = '';
  for await (const chunk of response.chunks) text += chunk;
  return text;
}
