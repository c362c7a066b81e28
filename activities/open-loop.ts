import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { Context } from '@temporalio/activity';
import { loadScrumConfig } from '../config/scrum-config';
import { TypedFailure } from '../failures/table';
import { checkRepository } from '../forge/check-repository';
import { parseRepo } from '../forge/clone';
import { isSecretStoreName, isSecretStoreText } from '../source/secrets/secret-stores';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes';
import type { LoopPlan } from './contract';
import type { ActivityDeps } from './deps';
import { checkLoopInput, type CheckedLoopInput } from './loop-input';
import { claimLoopId } from './loop-registry';
import { mergeConfig } from './merge-config';
import { secretStore } from './prompt-context';
import { refuseUntrusted } from './refuse-untrusted';
import type { DocumentRef, StoredPlan } from './stored-plan';
import { capsOf, refuseUnpriced, unpricedModels } from './money-caps';
import { usableLadders } from './usable-ladders';

/**
 * Opens a loop: checks its input, resolves repository, configuration and documents, asks providers and server what is
 * there, and stores the plan. Throws `InvalidInput`, `ConfigError` or `RepositoryError`, each in one clear sentence.
 */
export async function openLoop(
  deps: ActivityDeps,
  args: { input: unknown; workflowId: string; firstRunId: string },
): Promise<LoopPlan> {
  const input = checkLoopInput(args.input);
  const repo = parseRepo(input.repo, deps.cwd);
  await checkRepository(repo, input.ref);
  const configFile = configPathOf(deps, input, repo.isUrl ? null : repo.location);
  const given = await loadScrumConfig(configFile);
  refuseUntrusted(deps, given, configFile, repo.isUrl ? null : repo.location);
  const config = mergeConfig(given, deps.defaults, input);
  const guarded = !config.targets.send_secret_stores;

  const offline = input.offline ?? deps.defaults.offline ?? false;
  const usable = await usableLadders(deps, offline, Context.current().cancellationSignal);
  const unpriced = unpricedModels(deps.routing.routing, usable.ladders);
  refuseUnpriced(config.loop, unpriced);
  const registered = await deps.registeredSearchAttributes();
  const plan: StoredPlan = {
    input,
    repo: repo.location,
    repoName: repo.name,
    isUrl: repo.isUrl,
    iterations: config.loop.iterations,
    config,
    routingSha256: deps.routing.sha256,
    ...usable,
    proposal: await documentOf(deps, config.loop.proposal, 'proposal', guarded),
    systemPrompt: await documentOf(deps, config.loop.system_prompt, 'systemPrompt', guarded),
    reuse: !(input.noReuse ?? deps.defaults.noReuse ?? false),
  };
  return {
    planId: await deps.store.putJson(plan),
    loopId: await claimLoopId(deps.stateDir, args.workflowId, args.firstRunId),
    repo: plan.repo,
    repoName: plan.repoName,
    iterations: plan.iterations,
    concurrency: config.loop.concurrency,
    fix: 'none',
    maxCostUsd: config.loop.max_cost_usd ?? null,
    maxTokens: config.loop.max_tokens ?? null,
    caps: capsOf(config.loop),
    unpriced,
    gate: {
      commands: config.gate.commands.length,
      onRed: config.gate.on_red,
      waitLimitMs: config.gate.wait_limit,
    },
    searchAttributes: SEARCH_ATTRIBUTES.filter((name) => registered.includes(name)),
    routingSha256: deps.routing.sha256,
    staticOnly: plan.staticOnly,
    notices: plan.notices,
  };
}

/** `config` of the input, else of the worker, else the repository's own `scrum.toml`. */
function configPathOf(
  deps: ActivityDeps,
  input: CheckedLoopInput,
  repoRoot: string | null,
): string | undefined {
  const named = input.config ?? deps.defaults.config;
  if (named !== undefined) return resolve(deps.cwd, named);
  const own = repoRoot === null ? undefined : join(repoRoot, 'scrum.toml');
  return own !== undefined && existsSync(own) ? own : undefined;
}

/** A relative path is looked up in each snapshot; an absolute one is read here, once. */
async function documentOf(
  deps: ActivityDeps,
  path: string | undefined,
  field: string,
  guarded: boolean,
): Promise<DocumentRef | null> {
  if (path === undefined) return null;
  if (guarded && isSecretStoreName(path)) throw secretStore(field, path);
  if (!isAbsolute(path)) return { path };
  try {
    const bytes = await readFile(path);
    if (guarded && isSecretStoreText(path, bytes.toString('utf8'))) throw secretStore(field, path);
    return { sha256: await deps.store.put(bytes) };
  } catch (cause) {
    if (cause instanceof TypedFailure) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new TypedFailure(
      'InvalidInput',
      `${field} is "${path}", which cannot be read (${code}), expected a readable document.`,
    );
  }
}
