import { TypedFailure } from '../failures/table';
import { describeValue } from './describe-value';

/** The only reader of `process.env` for product settings; everything else is handed what it needs from here. */

/** An environment: `process.env` in the product, a plain record in tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; undefined when unset or blank. */
export function setting(name: string, env: Environment = process.env): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** `SCRUM_MAX_COST` for `--max-cost`. */
export function twinName(flag: string): string {
  return `SCRUM_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`;
}

/** Value of a flag's environment twin; undefined when unset. */
export function flagTwin(flag: string, env: Environment = process.env): string | undefined {
  return setting(twinName(flag), env);
}

/** A switch's twin. Throws `ConfigError` unless it is 1, true, yes, on, 0, false, no or off. */
export function switchTwin(flag: string, env: Environment = process.env): boolean | undefined {
  const value = flagTwin(flag, env);
  if (value === undefined) return undefined;
  if (/^(?:1|true|yes|on)$/i.test(value)) return true;
  if (/^(?:0|false|no|off)$/i.test(value)) return false;
  throw new TypedFailure(
    'ConfigError',
    `environment: ${twinName(flag)} is ${describeValue(value)}, expected 1 or 0.`,
  );
}

/** A repeatable flag's twin: values separated by commas or newlines; undefined when unset. */
export function listTwin(flag: string, env: Environment = process.env): string[] | undefined {
  return flagTwin(flag, env)
    ?.split(/[,\n]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The proposal document named by `LH_SCRUM_PROPOSAL`. */
export function proposalPath(env: Environment = process.env): string | undefined {
  return setting('LH_SCRUM_PROPOSAL', env);
}

/** The system prompt file named by `LH_SCRUM_SYSTEM_PROMPT`. */
export function systemPromptPath(env: Environment = process.env): string | undefined {
  return setting('LH_SCRUM_SYSTEM_PROMPT', env);
}

/** The key in the variable that `api_key_env` names; undefined when unset or blank. */
export function apiKey(envName: string, env: Environment = process.env): string | undefined {
  return setting(envName, env);
}

/**
 * Whether a Temporal is configured in the environment, by address, profile or configuration file. `TEMPORAL_CLI_PATH`
 * names a program, no server.
 */
export function hasTemporalEnvironment(env: Environment = process.env): boolean {
  return ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'].some(
    (name) => setting(name, env) !== undefined,
  );
}

/** The variables of `names` that are set: the allow-listed environment of a command. */
export function pickEnvironment(
  names: readonly string[],
  env: Environment = process.env,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
