import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './process-start.mjs';

/**
 * Runs `work` while holding the lock folder `dir`; waits for a living holder, takes over from a dead one.
 * @template T
 * @param {string} dir
 * @param {{onWait?: (pid: number) => void}} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(dir, { onWait }, work) {
  mkdirSync(dirname(dir), { recursive: true });
  const mine = `${process.pid} ${processStart(process.pid)}`;
  for (let waited = 0; !take(dir, mine); waited += 1) {
    const holder = read(join(dir, 'holder'));
    if (holder === undefined ? waited >= 25 : !alive(holder)) {
      removeStale(dir, holder);
      continue;
    }
    if (waited === 5 && holder !== undefined) onWait?.(Number(holder.split(' ')[0]));
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function take(dir, mine) {
  try {
    mkdirSync(dir);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(dir, 'holder'), mine);
  return true;
}

function alive(holder) {
  const [pid, ...start] = holder.split(' ');
  return processStart(Number(pid)) === start.join(' ');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Moves the dead holder's lock aside before removing it; a fresh lock caught by mistake is put back. */
function removeStale(dir, holder) {
  const aside = `${dir}.stale-${process.pid}`;
  try {
    renameSync(dir, aside);
    if (read(join(aside, 'holder')) === holder) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, dir);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}
