import { setTimeout as sleep } from 'node:timers/promises';
import { TypedFailure } from '../../failures/table';
import type { DirLock } from '../../kb/dir-lock';
import { keepServices, mayRestartAt, serverLog, workerLog } from './keep-services';
import { isLiving } from './process-identity';
import type { ServicePlan } from './service-plan';
import { capLog, lastLine, logSince } from './service-log';
import { readRecord, writeEndpoints, type ServiceProcess } from './service-record';

const LOOK_MS = 200;
const CAP_EVERY = 50;
/** After so many ends at once the trouble is reported; it is tried on, more and more slowly. */
const TROUBLE_ENDS = 4;

export interface Supervisor {
  stop(): Promise<void>;
}

/**
 * Looks after the services while this command is attached: what died is started again on the same ports and database.
 * All attached commands look; under the lock only the first one finds something to do.
 */
export function supervise(
  plan: ServicePlan,
  lock: DirLock,
  log: (line: string) => void,
  onTrouble: (failure: TypedFailure) => void,
): Supervisor {
  const { stateDir } = plan.settings;
  const stopping = new AbortController();
  let reported = 0;

  const look = async (): Promise<void> => {
    const dead = deadOf(stateDir);
    if (dead.every(({ process }) => Date.now() < mayRestartAt(process))) return;
    const release = await lock.acquire();
    try {
      const stillDead = deadOf(stateDir);
      if (stillDead.length === 0 || stopping.signal.aborted) return;
      for (const { name, process, words } of stillDead)
        log(`${name} (pid ${process.pid}) ended and is started again; its log ends with: ${words}`);
      writeEndpoints(stateDir, await keepServices(plan, false));
      const worst = stillDead.reduce((a, b) => (b.process.quickEnds > a.process.quickEnds ? b : a));
      if (worst.process.quickEnds >= TROUBLE_ENDS && worst.process.startedAt !== reported) {
        reported = worst.process.startedAt;
        onTrouble(
          new TypedFailure(
            'ServicesError',
            `${worst.name} keeps ending: ${worst.words}. Its log is ${worst.log}.`,
          ),
        );
      }
    } finally {
      release();
    }
  };

  const running = (async () => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      await attempt(look, log);
      if (round % CAP_EVERY === 0)
        for (const path of [serverLog(stateDir), workerLog(stateDir)]) capLog(path);
      await sleep(LOOK_MS);
    }
  })();

  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** A restart that fails (a port taken meanwhile, a full disk) is said and tried again at the next look. */
async function attempt(look: () => Promise<void>, log: (line: string) => void): Promise<void> {
  try {
    await look();
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    await sleep(1000);
  }
}

interface Dead {
  name: string;
  process: ServiceProcess;
  log: string;
  words: string;
}

/** The services of the record that do not live, with their last words. */
export function deadOf(stateDir: string): Dead[] {
  const record = readRecord(stateDir);
  if (record === undefined) return [];
  const all = [
    ...(record.server === null
      ? []
      : [{ name: 'the Temporal dev server', process: record.server, log: serverLog(stateDir) }]),
    ...record.workers.map((process) => ({ name: 'the worker', process, log: workerLog(stateDir) })),
  ];
  return all
    .filter(({ process }) => !isLiving(process))
    .map((service) => ({ ...service, words: lastLine(logSince(service.log, 0)) }));
}
