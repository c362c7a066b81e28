import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from '../../kb/store-failure';

/** One process for good: pids are used again, a pid with its start time is not. */
export interface ProcessRef {
  pid: number;
  /** Opaque; from {@link processStart}. */
  start: string;
}

/**
 * When the process started, with the boot it belongs to, as an opaque text; undefined when no such process lives (a
 * zombie is dead: only its parent has not looked yet).
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return startByPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses and may hold spaces; after it come the state (1st) and start (20th).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' || ticks === undefined ? undefined : `${bootId()}.${ticks}`;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ESRCH') return undefined;
    throw cause;
  }
}

/** Whether exactly this process lives. */
export function isLiving(ref: ProcessRef): boolean {
  return processStart(ref.pid) === ref.start;
}

/** This process. */
export function self(): ProcessRef {
  return { pid: process.pid, start: processStart(process.pid) ?? 'unknown' };
}

let boot: string | undefined;

function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  return boot;
}

function startByPs(pid: number): string | undefined {
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : start.join(' ');
  } catch (cause) {
    // ps ends with 1 when it lists nothing.
    if (typeof cause === 'object' && cause !== null && 'status' in cause && cause.status === 1)
      return undefined;
    throw cause;
  }
}
