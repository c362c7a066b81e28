import { isAbsolute } from 'node:path';
import type { ScrumConfig } from '../config/scrum-config';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { commandsAllowed } from '../gate/command-trust';
import { DEFAULT_THRESHOLDS } from '../review/permission-gradient';
import type { ActivityDeps } from './deps';

/**
 * What a reviewed repository's own file may not decide by itself: commands, sending secret stores, which file of the
 * worker's disk goes into a prompt, who judges (`loop.system_prompt`), and bounds laxer than the usual ones. It counts
 * only where the operator stands in that repository or said so. `given` is the file as it is, without the operator's own
 * input. Throws `ConfigError` naming file and keys.
 */
export function refuseUntrusted(
  deps: Pick<ActivityDeps, 'cwd' | 'trustRepoConfig'>,
  given: ScrumConfig,
  configFile: string | undefined,
  repoRoot: string | null,
): void {
  if (configFile === undefined || repoRoot === null) return;
  const commands = [
    ...given.gate.setup,
    ...given.gate.commands,
    ...given.sweep.metrics.flatMap((metric) => metric.command ?? []),
  ];
  const keys = guardedKeys(given);
  if (commands.length === 0 && keys.length === 0) return;
  const { cwd, trustRepoConfig } = deps;
  const refusal = commandsAllowed({ configFile, repoRoot, cwd, trustRepoConfig, commands });
  if (refusal === null) return;
  if (keys.length === 0) throw new TypedFailure('ConfigError', refusal);
  throw new TypedFailure(
    'ConfigError',
    wellFormed(
      `${configFile} belongs to the reviewed repository and sets ${keys.join(', ')}: ` +
        `that counts only when the program is started in ${repoRoot} or with --trust-repo-config.`,
      2000,
    ),
  );
}

/** The keys set that decide over more than the repository itself, with their values. */
function guardedKeys({ targets, loop, gradient }: ScrumConfig): string[] {
  const shown = (key: string, value: unknown): string => `${key} to ${JSON.stringify(value)}`;
  const { proposal, system_prompt: prompt } = loop;
  const laxer = (Object.keys(DEFAULT_THRESHOLDS) as (keyof typeof DEFAULT_THRESHOLDS)[]).filter(
    (key) => gradient[key] < DEFAULT_THRESHOLDS[key],
  );
  return [
    targets.send_secret_stores ? [shown('targets.send_secret_stores', true)] : [],
    prompt === undefined ? [] : [shown('loop.system_prompt', prompt)],
    proposal !== undefined && isAbsolute(proposal) ? [shown('loop.proposal', proposal)] : [],
    laxer.map((key) => shown(`gradient.${key}`, gradient[key])),
  ].flat();
}
