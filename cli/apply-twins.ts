import { InvalidArgumentError, type Command, type Option } from 'commander';
import { flagTwin, listTwin, switchTwin, twinName, type Environment } from '../config/environment';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { repeated } from './flags';

/**
 * Gives every flag of a command that was not typed the value of its environment twin (`SCRUM_MAX_COST` for
 * `--max-cost`). Throws `ConfigError` for a value the flag would refuse.
 */
export function applyTwins(command: Command, env: Environment): void {
  for (const option of command.options) {
    const name = option.attributeName();
    const source = command.getOptionValueSource(name);
    if (option.long === undefined || option.long === null || (source !== undefined && source !== 'default'))
      continue;
    const value = twinValue(option, option.long, env);
    if (value !== undefined) command.setOptionValueWithSource(name, value, 'env');
  }
}

function twinValue(option: Option, long: string, env: Environment): unknown {
  if (option.isBoolean() || option.negate) {
    const on = switchTwin(long, env);
    return on === undefined ? undefined : on !== option.negate;
  }
  if (option.parseArg === repeated) return listTwin(long, env);
  const text = flagTwin(long, env);
  if (text === undefined || option.parseArg === undefined) return text;
  try {
    return option.parseArg<unknown>(text, undefined);
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    const shown = JSON.stringify(wellFormed(text, 80));
    throw new TypedFailure(
      'ConfigError',
      `environment: ${twinName(long)} is ${shown}. ${cause.message}`,
      undefined,
      { cause },
    );
  }
}
