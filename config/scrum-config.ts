import { z } from 'zod';
import { DURATION_EXPECTED, parseDuration } from './duration';
import { checkToml, parseToml, readConfigText } from './read-toml';
import { decimal, oneOf, table, tables, text, texts, whole } from './schema-parts';

const GLOBS = 'globs such as "src/**/*.ts"';
const DAY_MS = 86_400_000;

const loop = table({
  iterations: whole(1, 100).default(6),
  concurrency: whole(1, 500).default(8),
  /** The modes that apply fixes come with the fix wave; until then any other word is refused, not ignored. */
  fix: oneOf(['none']).default('none'),
  max_cost_usd: decimal(0, 1e9).optional(),
  max_tokens: whole(1, 1e15).optional(),
  max_cost_usd_per_iteration: decimal(0, 1e9).optional(),
  max_tokens_per_iteration: whole(1, 1e15).optional(),
  max_cost_usd_per_file: decimal(0, 1e9).optional(),
  max_tokens_per_file: whole(1, 1e15).optional(),
  /** Proposal document: a relative path is inside the snapshot, an absolute one on the worker's disk. */
  proposal: text('the path of a document').optional(),
  system_prompt: text('the path of a document').optional(),
});

const targets = table({
  /** Bounds the targets; empty: every file of a known language. */
  include: texts(GLOBS),
  exclude: texts(GLOBS),
  max_bytes: whole(1, 1e9).default(1_048_576),
  /** Send files that hold nothing but secrets (`.env`, keys) as well, their secrets masked. */
  send_secret_stores: z.boolean({ error: 'true or false' }).default(false),
  expand: tables(
    table({
      from_iteration: whole(1, 100),
      include: z.array(text(GLOBS), { error: GLOBS }).min(1, { error: GLOBS }),
    }),
  ),
});

const shard = table({
  threshold_bytes: whole(512, 1e8).default(6144),
  target_bytes: whole(256, 1e8).default(3500),
  /** First match wins. */
  overrides: tables(
    table({
      path: text('a glob'),
      threshold_bytes: whole(512, 1e8).optional(),
      target_bytes: whole(256, 1e8).optional(),
    }),
  ),
});

const duration = z
  .string({ error: DURATION_EXPECTED })
  .refine((value) => parseDuration(value) !== undefined, { error: DURATION_EXPECTED })
  .refine((value) => (parseDuration(value) ?? 0) <= 3650 * DAY_MS, { error: 'a duration of at most "3650d"' })
  .transform((value) => parseDuration(value) ?? 0);

const ENV_NAME = 'the name of an environment variable such as "CARGO_HOME"';

const gate = table({
  /** Run once in a fresh worktree before the commands. */
  setup: texts('shell commands'),
  commands: texts('shell commands'),
  on_red: oneOf(['stop', 'wait']).default('stop'),
  /** Written as a duration, read as milliseconds. */
  wait_limit: duration.prefault('24h'),
  timeout_s: whole(1, 604_800).default(1800),
  output_bytes: whole(1024, 1e9).default(1_048_576),
  /** Variables passed through besides PATH, HOME, LANG, TMPDIR and their like. */
  env: z
    .array(z.string({ error: ENV_NAME }).regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: ENV_NAME }), {
      error: 'a list of names of environment variables',
    })
    .default([]),
});

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch (cause) {
    if (cause instanceof SyntaxError) return false;
    throw cause;
  }
}

const METRIC_NAME = 'a name of letters, digits, _ and -';

const metric = table({
  name: z.string({ error: METRIC_NAME }).regex(/^[\w-]{1,100}$/, { error: METRIC_NAME }),
  /** JavaScript regular expression; its hits are counted. */
  pattern: text('a regular expression').refine(isRegExp, { error: 'a regular expression' }).optional(),
  /** Shell command; the number it prints is the metric. */
  command: text('a shell command').optional(),
  paths: texts(GLOBS),
  /** Met when the metric is at most this. */
  target: decimal(-1e15, 1e15).optional(),
}).refine((value) => (value.pattern === undefined) !== (value.command === undefined), {
  error: 'a table with exactly one of pattern and command',
});

const sweep = table({
  /** Path of the plan document with its `## Phase N: title` headings. */
  plan: text('the path of a document').optional(),
  /** Folders with more rules of the embedded reviewer. */
  rules: texts('folders'),
  metrics: tables(metric),
});

const review = table({
  /** `conflict`: where verdicts conflict, further models of the ladder are asked. */
  second_opinion: oneOf(['off', 'conflict']).default('off'),
  /** Opinions that must agree. */
  quorum: whole(2, 5).default(2),
  /** Opinions asked for at most, the first one included. */
  max_opinions: whole(2, 9).default(3),
});

/** Bounds of the permission gradient, confidences 0 to 100. */
const gradient = table({
  auto_avg: decimal(0, 100).default(90),
  auto_min: decimal(0, 100).default(70),
  dry_run_avg: decimal(0, 100).default(70),
  block_min: decimal(0, 100).default(50),
});

export const scrumConfigSchema = table({
  loop: loop.prefault({}),
  targets: targets.prefault({}),
  shard: shard.prefault({}),
  gate: gate.prefault({}),
  sweep: sweep.prefault({}),
  gradient: gradient.prefault({}),
  review: review.prefault({}),
}).superRefine((config, context) => {
  const { shard, gradient, sweep, review: opinions } = config;
  const problem = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  if (shard.target_bytes > shard.threshold_bytes) {
    problem(['shard', 'target_bytes'], `at most shard.threshold_bytes (${shard.threshold_bytes})`);
  }
  if (opinions.max_opinions < opinions.quorum) {
    problem(['review', 'max_opinions'], `at least review.quorum (${opinions.quorum})`);
  }
  if (gradient.auto_avg < gradient.dry_run_avg) {
    problem(['gradient', 'auto_avg'], `at least gradient.dry_run_avg (${gradient.dry_run_avg})`);
  }
  if (gradient.auto_min < gradient.block_min) {
    problem(['gradient', 'auto_min'], `at least gradient.block_min (${gradient.block_min})`);
  }
  for (const [i, { name }] of sweep.metrics.entries()) {
    if (sweep.metrics.findIndex((m) => m.name === name) !== i)
      problem(['sweep', 'metrics', i, 'name'], 'a name used once');
  }
});

/** A whole `scrum.toml`, every key defaulted. Keys are those of the file; `gate.wait_limit` is in milliseconds. */
export type ScrumConfig = z.infer<typeof scrumConfigSchema>;

/** The configuration of a repository that has none. */
export function defaultScrumConfig(): ScrumConfig {
  return scrumConfigSchema.parse({});
}

/**
 * Reads and checks a `scrum.toml`; without a path, the defaults. Throws one `ConfigError` with a sentence per problem:
 * file, key, what was found, what is expected.
 */
export async function loadScrumConfig(path: string | undefined): Promise<ScrumConfig> {
  if (path === undefined) return defaultScrumConfig();
  return checkToml(path, scrumConfigSchema, parseToml(path, await readConfigText(path)));
}
