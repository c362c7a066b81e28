import { spawn } from 'node:child_process';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { ensureStateDir } from '../../kb/state-dir';
import { checkReachable, environmentTemporal } from '../../workers/embedded/environment-temporal';
import { workerScript } from '../../workers/embedded/worker-process';
import { WORKER_GROUPS, type WorkerGroup, type WorkerSettings } from '../../workers/worker-settings';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { inputFields } from '../loop-input-of';
import { repoPlace } from '../repo-place';
import { serviceSettings } from '../service-settings';

/** A worker for an existing Temporal, in the foreground. */
export async function worker(context: CommandContext): Promise<number> {
  const { flags, io } = context;
  const only = groupsOf(flags.only);
  const env = flags.address === undefined ? context.env : { ...context.env, TEMPORAL_ADDRESS: flags.address };
  const temporal = environmentTemporal(env);
  if (temporal.address === undefined) {
    throw new TypedFailure(
      'ServicesError',
      'No Temporal is named: set TEMPORAL_ADDRESS or a profile, or give --address.',
    );
  }
  await checkReachable(temporal);
  const { config: _config, ...defaults } = inputFields(context);
  const place = repoPlace(context, false);
  const settings: WorkerSettings = {
    ...(await serviceSettings(context, place, defaults, only)),
    address: temporal.address,
    namespace: temporal.namespace,
    fromEnvironment: true,
  };
  ensureStateDir(settings.stateDir);
  io.say(
    `Worker for ${temporal.address}, namespace ${temporal.namespace}: ${only.join(', ')}. Ctrl-C ends it.`,
  );
  return runWorker(settings, env);
}

/** Runs the worker program until it ends; signals are handed on. */
function runWorker(
  settings: WorkerSettings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const child = spawn(process.execPath, [workerScript(), JSON.stringify(settings)], {
    cwd: settings.cwd,
    env: { ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let asked = 0;
  const pass = (): void => void child.kill(asked++ === 0 ? 'SIGTERM' : 'SIGKILL');
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, pass);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(asked > 0 ? EXIT.done : code === 0 ? EXIT.done : EXIT.unreachable));
  }).finally(() => {
    for (const name of names) process.off(name, pass);
  });
}

/** `--only review,model` as groups. Throws `InvalidInput`. */
export function groupsOf(only: readonly string[] | undefined): readonly WorkerGroup[] {
  if (only === undefined) return WORKER_GROUPS;
  const names = only.flatMap((text) => text.split(',')).map((name) => name.trim());
  const wrong = names.find((name) => !WORKER_GROUPS.some((group) => group === name));
  if (wrong !== undefined) {
    const shown = JSON.stringify(wellFormed(wrong, 80));
    throw new TypedFailure(
      'InvalidInput',
      `--only is ${shown}, expected ${WORKER_GROUPS.join(', ')}, separated by commas.`,
    );
  }
  return WORKER_GROUPS.filter((group) => names.includes(group));
}
