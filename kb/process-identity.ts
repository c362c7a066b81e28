import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from './store-failure';

/**
 * Who holds a lock, as a file name: `<place>.<pid>.<start>.<nonce>`. A pid alone is not enough, for pids are used
 * again: the start time (field 22 of /proc/<pid>/stat) tells the processes apart, and the place (boot and pid
 * namespace) tells whether the pid can be looked up here at all. Where there is no /proc both are `0`.
 */
export function newToken(): string {
  return `${place()}.${process.pid}.${startOf(process.pid)?.start ?? '0'}.${randomBytes(8).toString('hex')}`;
}

/** A holder who cannot be looked up is taken for dead when its token is this old; locks are held for milliseconds. */
const FOREIGN_LIMIT_MS = 60_000;

/**
 * Whether the process of a token still runs. `ageMs`: how long ago the token was set; decides only for holders of
 * another container or machine, or where there is no /proc.
 */
export function isAlive(token: string, ageMs: number): boolean {
  const [where, pid, start] = token.split('.');
  if (where === undefined || pid === undefined || start === undefined || !/^\d+$/.test(pid))
    return ageMs < FOREIGN_LIMIT_MS;
  if (where !== place() || start === '0') return ageMs < FOREIGN_LIMIT_MS;
  const found = startOf(Number(pid));
  // A zombie holds nothing: its files are closed, only its parent has not looked yet.
  return found !== undefined && found.start === start && found.state !== 'Z' && found.state !== 'X';
}

let knownPlace: string | undefined;

function place(): string {
  if (knownPlace === undefined) {
    try {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
      const namespace = readlinkSync('/proc/self/ns/pid');
      knownPlace = createHash('sha256').update(`${boot}${namespace}`).digest('hex').slice(0, 12);
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause;
      knownPlace = '0';
    }
  }
  return knownPlace;
}

/** State letter and start time in clock ticks since boot, or undefined when there is no such process (or no /proc). */
function startOf(pid: number): { state: string; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state === undefined || start === undefined ? undefined : { state, start };
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw cause;
  }
}
