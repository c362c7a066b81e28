import { hasTemporalEnvironment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import { deadOf } from '../../workers/embedded/supervisor';
import { readRecord } from '../../workers/embedded/service-record';
import type { CommandContext } from '../command-context';
import { reachTemporal, readEndpoints } from '../connect';
import type { RepoPlace } from '../repo-place';
import { ok, type Check } from './check';

/** Whether the Temporal of the environment, or the services of the state directory, live. */
export async function checkServices(context: CommandContext, { stateDir }: RepoPlace): Promise<Check[]> {
  if (!hasTemporalEnvironment(context.env) && readEndpoints(stateDir) === undefined) {
    return [ok('services', 'services', 'none run here; scrum-loop run starts them')];
  }
  const dead = readRecord(stateDir) === undefined ? [] : deadOf(stateDir);
  return [
    await temporalCheck(context),
    ...dead.map(({ name, process, words, log }): Check => ({
      result: 'warn',
      kind: 'services',
      name,
      found: `process ${process.pid} does not live; ${log} ends with: ${words}`,
      next: 'scrum-loop run or scrum-loop dev starts it again',
    })),
  ];
}

async function temporalCheck(context: CommandContext): Promise<Check> {
  try {
    const reached = await reachTemporal(context);
    await reached.close();
    return ok('services', 'Temporal', `${reached.address}, namespace ${reached.namespace}`);
  } catch (error) {
    if (!(error instanceof TypedFailure)) throw error;
    // An embedded server that was killed is started again by the next run; a server elsewhere is the operator's matter.
    const own = !hasTemporalEnvironment(context.env);
    const next = own
      ? 'scrum-loop run or scrum-loop dev starts it again'
      : 'start that server, or correct TEMPORAL_ADDRESS or the profile';
    return { result: own ? 'warn' : 'fail', kind: 'services', name: 'Temporal', found: error.message, next };
  }
}
