import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { TypedFailure } from '../../failures/table';
import type { Environment } from '../../config/environment';
import { processStart, type ProcessRef } from './process-identity';
import { openLog } from './service-log';

/**
 * Starts a service in a process group of its own, with its output in a log file: a Ctrl-C in the terminal does not
 * reach it, and it outlives this process. Throws `ServicesError` when it cannot be started.
 */
export async function spawnService(
  command: string,
  args: readonly string[],
  options: { env: Environment; cwd: string; log: string },
): Promise<ProcessRef> {
  const out = openLog(options.log);
  try {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...options.env },
      detached: true,
      stdio: ['ignore', out, out],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    const pid = child.pid ?? 0;
    return { pid, start: processStart(pid) ?? 'ended at once' };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypedFailure('ServicesError', `${command} could not be started: ${reason}.`, undefined, {
      cause,
    });
  } finally {
    closeSync(out);
  }
}
