import { join } from 'node:path';
import type { NativeConnection } from '@temporalio/worker';
import { AnswerStore } from '../activities/answer-store';
import type { ActivityDeps } from '../activities/deps';
import { setting } from '../config/environment';
import { loadPrompts } from '../config/load-prompts';
import { packageRoot } from '../config/package-root';
import { loadRouting } from '../config/routing-config';
import { openJsonlStore } from '../kb/jsonl-store';
import { providersInUse } from '../models/probe-providers';
import { providerPool } from '../models/provider-pool';
import { ContentStore } from '../source/content-store';
import { ParseLog } from '../source/parsing/parse-log';
import { ParseSentinel } from '../source/parsing/parse-sentinel';
import { loadRules } from '../source/rules/load-rules';
import { isPolled } from './queue-pollers';
import { registeredSearchAttributes } from './registered-search-attributes';
import type { WorkerSettings } from './worker-settings';

/** What the activities of one worker process work with. Throws `ConfigError` for a bad routing, rule or state directory. */
export async function workerDependencies(
  settings: WorkerSettings,
  connection: NativeConnection,
  log: (line: string) => void,
): Promise<ActivityDeps> {
  const { stateDir, cwd, routingPath, configPath, trustRepoConfig } = settings;
  const kb = openJsonlStore(stateDir);
  const ruleFolders = [join(packageRoot(), 'config', 'rules')];
  const routing = await loadRouting({
    routingPath,
    scrumTomlPath: configPath,
    trusted: trustRepoConfig || configPath === undefined,
  });
  // A worker whose only slot is taken does not poll, so its own queues are known without asking.
  const ownQueues = settings.only.includes('model')
    ? providersInUse(routing.routing).map((name) => `scrum-loop-model-${name}`)
    : [];
  return {
    stateDir,
    cwd,
    trustRepoConfig,
    store: new ContentStore(join(stateDir, 'content')),
    kb,
    answers: new AnswerStore(join(stateDir, 'answers')),
    parsing: new ParseSentinel({ log: new ParseLog(join(stateDir, 'parses.log')), say: log }),
    routing,
    defaults: { ...settings.defaults, ...(configPath === undefined ? {} : { config: configPath }) },
    templates: await loadPrompts(join(packageRoot(), 'prompts')),
    ruleFolders,
    rules: loadRules(ruleFolders),
    env: (name) => setting(name),
    providerNamed: providerPool(routing.routing, (name) => setting(name), log),
    queueServed: async (taskQueue) =>
      ownQueues.includes(taskQueue) || isPolled(connection, settings.namespace, taskQueue),
    registeredSearchAttributes: () => registeredSearchAttributes(connection, settings.namespace),
    log,
  };
}
