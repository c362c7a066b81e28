import { wellFormed } from '../failures/well-formed';
import { classifyHttp } from './classify-http';
import { protocolJson } from './garbage';
import { httpCall, readAll } from './http-call';
import { maskKey } from './mask-key';
import type { ProbeResult } from './provider';

const PROBE_MS = 10_000;

export interface Probe {
  url: string;
  headers: Record<string, string>;
  signal: AbortSignal;
  apiKey?: string;
}

/**
 * Asks an endpoint for its list of models, within ten seconds. An endpoint that answers but has no list (404, 405, a
 * rate limit) is up with `models: null`; a refused key, a server error, silence or no connection is down. Never throws.
 */
export async function probeEndpoint(
  probe: Probe,
  modelsOf: (body: Record<string, unknown>) => string[] | null,
): Promise<ProbeResult> {
  const { url, headers, signal, apiKey } = probe;
  try {
    return await httpCall(
      { method: 'GET', url, headers, signal, totalMs: PROBE_MS, idleMs: PROBE_MS },
      async (response) => {
        const { status } = response;
        const body = await readAll(response);
        if (status === 200)
          return { up: true, models: modelsOf(protocolJson('list of models', body, apiKey)) };
        if ([404, 405, 429, 501].includes(status)) return { up: true, models: null };
        const failure = classifyHttp({
          status,
          headers: response.headers,
          body,
          ...(apiKey === undefined ? {} : { apiKey }),
        });
        return { up: false, reason: failure.message };
      },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { up: false, reason: wellFormed(maskKey(reason, apiKey), 300) };
  }
}
