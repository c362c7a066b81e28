import { resolve } from 'node:path';
import { proposalPath, systemPromptPath } from '../config/environment';
import { checkLoopInput, type CheckedLoopInput } from '../activities/loop-input';
import type { CommandContext } from './command-context';

/** The fields of a loop's input that flags and environment set; checked later, with `repo`. */
export function inputFields({ flags, env, cwd }: CommandContext): Partial<CheckedLoopInput> {
  const fields: Partial<CheckedLoopInput> = {
    iterations: flags.iterations,
    include: flags.include,
    exclude: flags.exclude,
    fix: flags.fix,
    proposal: proposalPath(env),
    systemPrompt: systemPromptPath(env),
    concurrency: flags.concurrency,
    maxCostUsd: flags.maxCost,
    maxTokens: flags.maxTokens,
    offline: flags.offline,
    noReuse: flags.reuse === false ? true : undefined,
    config: flags.config === undefined ? undefined : resolve(cwd, flags.config),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The checked input of a loop over `repo`. Throws `InvalidInput` naming every bad field. */
export function loopInputOf(context: CommandContext, repo: string): CheckedLoopInput {
  return checkLoopInput({ repo, ...inputFields(context) });
}
