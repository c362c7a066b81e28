import type { ScrumConfig } from '../config/scrum-config';
import type { CheckedLoopInput } from './loop-input';

/**
 * The configuration of one loop: what it was started with wins over the flags of `dev` and `worker`, those over
 * `scrum.toml`, that over the defaults.
 */
export function mergeConfig(
  config: ScrumConfig,
  defaults: Partial<CheckedLoopInput>,
  input: CheckedLoopInput,
): ScrumConfig {
  const given = { ...defaults, ...input };
  return {
    ...config,
    loop: {
      ...config.loop,
      iterations: given.iterations ?? config.loop.iterations,
      concurrency: given.concurrency ?? config.loop.concurrency,
      max_cost_usd: given.maxCostUsd ?? config.loop.max_cost_usd,
      max_tokens: given.maxTokens ?? config.loop.max_tokens,
      proposal: given.proposal ?? config.loop.proposal,
      system_prompt: given.systemPrompt ?? config.loop.system_prompt,
    },
    targets: {
      ...config.targets,
      include: given.include ?? config.targets.include,
      // Excludes add up: a flag never brings back what the repository leaves out.
      exclude: [...config.targets.exclude, ...(given.exclude ?? [])],
    },
  };
}
