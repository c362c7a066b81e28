import { z } from 'zod';
import { TASKS } from '../review/vocabulary';
import { decimal, oneOf, table, tables, text, whole } from './schema-parts';

/** Name of the provider and of the rung that is the embedded reviewer. */
export const STATIC = 'static';

const PROVIDER_NAME = 'a name of letters, digits, _ and -';
const URL_EXPECTED = 'an http or https address without user name or password';
const ENV_NAME = 'the name of an environment variable such as "OLLAMA_API_KEY" (never the key itself)';

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

const provider = table({
  kind: oneOf(['ollama', 'openai', 'static']),
  /** Required but for `static`. */
  base_url: z.string({ error: URL_EXPECTED }).refine(isEndpoint, { error: URL_EXPECTED }).optional(),
  /** Absent: no key is needed. */
  api_key_env: z
    .string({ error: ENV_NAME })
    .regex(/^[A-Z_][A-Z0-9_]{0,99}$/, { error: ENV_NAME })
    .optional(),
  /** Absent: unlimited. */
  requests_per_minute: decimal(0.01, 1e6).optional(),
  max_concurrent: whole(1, 1000).default(8),
  timeout_s: whole(1, 86_400).default(600),
}).superRefine((value, context) => {
  if (value.kind === 'static' || value.base_url !== undefined) return;
  context.addIssue({ code: 'custom', path: ['base_url'], message: URL_EXPECTED });
});

const model = table({
  provider: text('the name of a provider'),
  /** Parameters in billions; absent = unknown. */
  params_b: decimal(0.001, 1e6).optional(),
  context_tokens: whole(256, 1e8),
  /** Bound of an answer, sent to the endpoint and reserved in the window; absent: none is sent. */
  max_output_tokens: whole(16, 1e7).optional(),
  /** US dollars per million tokens; absent = unknown. */
  usd_per_mtok_in: decimal(0, 1e6).optional(),
  usd_per_mtok_out: decimal(0, 1e6).optional(),
});

const RUNGS = 'a list of model names, "static" last if at all';

const ladder = table({
  rungs: z.array(text('the name of a model, or "static"'), { error: RUNGS }).min(1, { error: RUNGS }),
  attempts_per_rung: whole(1, 20).default(2),
  /** Rule 1: the first rung has at least this many billion parameters; smaller later ones are capped. */
  min_params_b: decimal(0, 1e6).default(0),
});

const route = table({
  when: table({
    task: oneOf(TASKS).optional(),
    path: text('a glob').optional(),
    language: text('the name of a language').optional(),
    min_bytes: whole(0, 1e12).optional(),
    max_bytes: whole(0, 1e12).optional(),
  }),
  ladder: text('the name of a ladder'),
});

const named = <T extends z.ZodType>(element: T, expected: string) =>
  z.record(z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, { error: PROVIDER_NAME }), element, { error: expected });

export const routingSchema = table({
  version: z.literal(1, { error: '1' }),
  providers: named(provider, 'a table of providers').default({}),
  models: z.record(text('the name of a model'), model, { error: 'a table of models' }).default({}),
  ladders: named(ladder, 'a table of ladders').default({}),
  /** First match wins; no match: the ladder named like the task. */
  routes: tables(route),
});

/** A whole routing file, keys as in the file. */
export type Routing = z.infer<typeof routingSchema>;
export type ProviderConfig = Routing['providers'][string];
export type ModelConfig = Routing['models'][string];
export type LadderConfig = Routing['ladders'][string];
export type RouteConfig = Routing['routes'][number];
