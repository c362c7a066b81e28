import { classifyHttp } from '../../models/classify-http';
import { EndpointFailure } from '../../models/endpoint-failure';
import { keyless } from '../../models/keyless';
import { networkFailure } from '../../models/network-failure';
import type { ModelProvider } from '../../models/provider';
import { TypedFailure } from '../../failures/table';

const classify = (status: number, error: unknown, headers: Record<string, string> = {}) =>
  classifyHttp({ status, headers, body: JSON.stringify({ error }), now: 0 });

test.each<[number, string, string]>([
  [401, 'unauthorized', 'key'],
  [400, 'API key not valid', 'key'],
  [403, 'forbidden', 'key'],
  [403, 'this model requires a subscription, upgrade for access', 'model'],
  [404, "model 'x' not found", 'model'],
  [400, 'model x does not exist', 'model'],
  [400, 'something else is wrong with it', 'call'],
  [400, 'prompt is too long', 'call'],
  [413, 'too large', 'call'],
  [408, '', 'call'],
  [409, '', 'call'],
  [500, 'broken', 'down'],
  [502, '', 'down'],
  [503, 'overloaded', 'down'],
  [529, 'Overloaded', 'down'],
  [429, 'slow down', 'rate'],
  [429, 'quota exceeded: requests per minute', 'rate'],
  [429, 'too many concurrent requests', 'slots'],
  [429, 'no concurrent request slot is free', 'slots'],
  [429, 'too many requests in parallel', 'slots'],
  [429, 'you have reached your session usage limit', 'limit'],
  [402, 'payment required', 'limit'],
  [403, 'weekly usage limit reached for this key', 'limit'],
])('%i %s concerns the %s', (status, error, scope) => expect(classify(status, error).scope).toBe(scope));

test('only a usage limit has a reset, only what is tried again has a wait', () => {
  const headers = { 'retry-after': '7200' };
  expect(classify(429, 'weekly usage limit', headers)).toMatchObject({ resetMs: 7_200_000 });
  expect(classify(429, 'weekly usage limit', headers).retryAfterMs).toBeUndefined();
  expect(classify(429, 'slow down', headers)).toMatchObject({ retryAfterMs: 300_000, resetMs: undefined });
  expect(classify(401, 'no', headers).retryAfterMs).toBeUndefined();
});

test('a connection that fails before any answer is the endpoint’s, one that fails later the call’s', () => {
  const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect(networkFailure(error, false)).toMatchObject({ type: 'ModelTransient', scope: 'down' });
  expect(networkFailure(error, true)).toMatchObject({ type: 'ModelTransient', scope: 'call' });
  const own = new TypeError('x is not a function');
  expect(networkFailure(own, false)).toBe(own);
});

describe('a keyless provider', () => {
  const KEY = 'key-0123456789';
  const throwing = (error: unknown): ModelProvider => ({
    name: 'p',
    async chat() {
      throw error;
    },
    probe: async () => ({ up: false, reason: `refused ${KEY}` }),
  });
  const options = { signal: new AbortController().signal, totalMs: 1, idleMs: 1 };
  const thrown = async (error: unknown): Promise<unknown> => {
    try {
      return await keyless(throwing(error), KEY).chat(
        { model: 'm', messages: [], contextTokens: 1 },
        options,
      );
    } catch (found) {
      return found;
    }
  };

  test('keeps what a failure says but the key', async () => {
    const more = { retryAfterMs: 5, resetMs: 7, cause: new Error(KEY) };
    const found = await thrown(new EndpointFailure('ProviderClosed', `closed to ${KEY}`, 'limit', more));
    expect(found).toMatchObject({
      type: 'ProviderClosed',
      message: 'closed to ***',
      scope: 'limit',
      retryAfterMs: 5,
      resetMs: 7,
    });
    expect(found).not.toHaveProperty('cause');
    expect(await thrown(new TypedFailure('ModelWindow', KEY, 3))).toMatchObject({
      type: 'ModelWindow',
      message: '***',
      retryAfterMs: 3,
    });
    expect(await thrown(new RangeError(`of ${KEY}`))).toMatchObject({
      name: 'RangeError',
      message: 'of ***',
    });
  });

  test('leaves other failures and abort reasons as they are', async () => {
    const reason = new Error('cancelled');
    expect(await thrown(reason)).toBe(reason);
    expect(await thrown('a text')).toBe('a text');
  });

  test('says nothing of it in a probe, and without a key is the provider itself', async () => {
    expect(await keyless(throwing(null), KEY).probe(options.signal)).toEqual({
      up: false,
      reason: 'refused ***',
    });
    const plain = throwing(null);
    expect(keyless(plain, undefined)).toBe(plain);
  });
});
