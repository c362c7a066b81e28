import { classifyHttp } from '../../models/classify-http';
import { MAX_RETRY_AFTER_MS, retryAfterMs } from '../../models/retry-after';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const classify = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  classifyHttp({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), now: NOW });

test.each<[number, unknown, string]>([
  [401, { error: 'unauthorized' }, 'ModelAuth'],
  [403, '<html>Forbidden</html>', 'ModelAuth'],
  [402, { error: { message: 'Insufficient credits' } }, 'ProviderClosed'],
  [404, { error: "model 'x' not found" }, 'ModelUnknown'],
  [404, 'not found', 'ModelUnknown'],
  [400, { error: { message: 'model `x` does not exist', code: 'model_not_found' } }, 'ModelUnknown'],
  [
    400,
    {
      error: {
        message: "This model's maximum context length is 8192 tokens",
        code: 'context_length_exceeded',
      },
    },
    'ModelWindow',
  ],
  [400, { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' } }, 'ModelWindow'],
  [500, { error: { message: 'the request exceeds the available context size' } }, 'ModelWindow'],
  [413, 'Request Entity Too Large', 'ModelWindow'],
  [400, [{ error: { message: 'API key not valid. Please pass a valid API key.' } }], 'ModelAuth'],
  [400, { error: 'something else is wrong with it' }, 'ModelUnknown'],
  [307, '', 'ModelUnknown'],
  [408, '', 'ModelTransient'],
  [429, { error: 'you have reached your session usage limit, upgrade for higher limits' }, 'ProviderClosed'],
  [429, { error: 'you have reached your hourly usage limit' }, 'ProviderClosed'],
  [
    429,
    {
      error: {
        message: 'You exceeded your current quota, please check your plan',
        code: 'insufficient_quota',
      },
    },
    'ProviderClosed',
  ],
  [429, { error: { message: 'Quota exceeded for metric: generate requests per minute' } }, 'ModelTransient'],
  [429, { error: 'too many requests: no concurrent request slot is free' }, 'ModelTransient'],
  [429, '', 'ModelTransient'],
  [500, { error: 'llama runner process has terminated' }, 'ModelTransient'],
  [502, '<html><head><style>p{}</style></head><body>Bad gateway</body></html>', 'ModelTransient'],
  [503, { error: 'the model is not available, check your plan and billing' }, 'ModelTransient'],
  [529, { error: { message: 'Overloaded' } }, 'ModelTransient'],
  [418, 'null', 'ModelUnknown'],
])('%i %j is %s', (status, body, type) => expect(classify(status, body).type).toBe(type));

test('says what the endpoint said, on one line, without markup', () => {
  const page = '<html><head><style>p{}</style></head><body><h1>Bad</h1>\n\ngateway</body></html>';
  expect(classify(502, page).message).toBe('the endpoint answered 502: Bad gateway');
  expect(classify(400, { error: { message: 'no', code: 'bad', type: 'invalid' } }).message).toBe(
    'the endpoint answered 400: no bad invalid',
  );
  expect(classify(429, { error: '\ud83e half' }).message).toBe('the endpoint answered 429: \ufffd half');
});

test('keys are masked: the one used and any bearer token', () => {
  const body = 'key-0123456789 was sent as Authorization: Bearer abcdefghijkl';
  const { message } = classifyHttp({ status: 401, headers: {}, body, apiKey: 'key-0123456789' });
  expect(message).toBe('the endpoint answered 401: *** was sent as Authorization: Bearer ***');
});

test.each<[Record<string, string>, number | undefined]>([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': new Date(NOW + 30_000).toUTCString() }, 30_000],
  [{ 'retry-after': new Date(NOW - 30_000).toUTCString() }, 0],
  [{ 'retry-after': '259200' }, MAX_RETRY_AFTER_MS],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'x-ratelimit-reset-requests': '1m30s' }, 90_000],
  [{ 'x-ratelimit-reset-requests': '6m0s' }, MAX_RETRY_AFTER_MS],
  [{ 'x-ratelimit-reset-tokens': '120ms', 'x-ratelimit-remaining-tokens': '0' }, 120],
  [
    {
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-remaining-requests': '4',
      'x-ratelimit-reset-tokens': '2s',
    },
    2000,
  ],
  [{ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-remaining-requests': '4' }, undefined],
  [{ 'x-ratelimit-reset': '3' }, 3000],
  [{}, undefined],
])('wait of %j', (headers, ms) => {
  expect(retryAfterMs(headers, NOW)).toBe(ms);
  expect(classify(429, '', headers).retryAfterMs).toBe(ms);
});
