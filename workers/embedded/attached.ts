import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePrivateDir } from '../../kb/state-dir';
import { orUndefinedIfMissing } from './or-undefined';
import { isLiving, self } from './process-identity';

const folder = (stateDir: string): string => join(stateDir, 'attached');
const fileOf = (stateDir: string, pid: number): string => join(folder(stateDir), `${pid}.json`);

/** Notes that this process uses the services of the state directory. Call it under the lock. */
export function register(stateDir: string): void {
  ensurePrivateDir(folder(stateDir));
  writeFileSync(fileOf(stateDir, process.pid), JSON.stringify(self()), { mode: 0o600 });
}

/** Takes this process's note back. Call it under the lock. */
export function unregister(stateDir: string): void {
  rmSync(fileOf(stateDir, process.pid), { force: true });
}

/** Pids of the other living commands attached; the notes of dead ones are removed. Call it under the lock. */
export function othersAttached(stateDir: string): number[] {
  const names = orUndefinedIfMissing(() => readdirSync(folder(stateDir))) ?? [];
  return names.flatMap((name) => {
    const pid = Number(name.replace('.json', ''));
    if (pid === process.pid) return [];
    const note = readFileSync(join(folder(stateDir), name), 'utf8');
    if (isLiving({ pid, start: startIn(note) })) return [pid];
    rmSync(join(folder(stateDir), name), { force: true });
    return [];
  });
}

/** A note cut short by a crash names nobody. */
function startIn(note: string): string {
  return /"start":"([^"]+)"/.exec(note)?.[1] ?? '';
}
