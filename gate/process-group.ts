import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../kb/store-failure';

/** Sends a signal to a whole process group; false when nothing of it is left. `0` only asks. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'ESRCH') return false;
    // Members changed their user: they are there, and out of reach.
    if (errorCode(cause) === 'EPERM') return true;
    throw cause;
  }
}

/**
 * Ends a process group: SIGTERM, and after `graceMs` SIGKILL to what is left. Resolves when it is gone or was killed;
 * dead members that nobody reaps (a container without an init) look alive and use up the grace.
 */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
  if (!signalGroup(leader, 'SIGTERM')) return;
  const until = performance.now() + graceMs;
  while (performance.now() < until) {
    if (!signalGroup(leader, 0)) return;
    await sleep(10);
  }
  signalGroup(leader, 'SIGKILL');
}
