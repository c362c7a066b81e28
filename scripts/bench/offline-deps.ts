import type { NativeConnection } from '@temporalio/worker';
import type { ActivityDeps } from '../../activities/deps';
import { shippedRoutingPath } from '../../config/routing-config';
import { workerDependencies } from '../../workers/worker-dependencies';

/** Dependencies of a worker in this process, for loops that ask nobody. */
export function offlineDeps(
  stateDir: string,
  cwd: string,
  connection: NativeConnection,
): Promise<ActivityDeps> {
  const settings = {
    address: '',
    namespace: 'default',
    stateDir,
    cwd,
    routingPath: shippedRoutingPath(),
    trustRepoConfig: false,
    only: [],
    defaults: { offline: true },
  };
  return workerDependencies(settings, connection, (line) => console.error(line));
}
