import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../kb/store-failure';
import { isLiving, type ProcessRef } from './process-identity';

/**
 * Ends exactly this process: SIGTERM, and SIGKILL after `graceMs`. Resolves once it is gone; at once when it already was.
 */
export async function endProcess(ref: ProcessRef, graceMs: number): Promise<void> {
  signal(ref, 'SIGTERM');
  const killAt = performance.now() + graceMs;
  for (let killed = false; isLiving(ref);) {
    if (!killed && performance.now() > killAt) {
      killed = true;
      signal(ref, 'SIGKILL');
    }
    await sleep(20);
  }
}

function signal(ref: ProcessRef, name: NodeJS.Signals): void {
  if (!isLiving(ref)) return;
  try {
    process.kill(ref.pid, name);
  } catch (cause) {
    // It ended by itself in between.
    if (errorCode(cause) !== 'ESRCH') throw cause;
  }
}
