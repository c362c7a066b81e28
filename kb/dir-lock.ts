import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TypedFailure } from '../failures/table';
import { isAlive, newToken } from './process-identity';
import { errorCode } from './store-failure';

/**
 * Exclusion between processes that survives a kill -9 of the holder, without a race when a dead holder's lock is
 * taken over. The lock is a folder; who holds it has a file with a unique name (its token) inside.
 *
 * - Take: fill a private folder with the token, then rename it onto the lock. rename(2) replaces an empty folder and
 *   refuses a full one (ENOTEMPTY), atomically, so exactly one wins.
 * - Free, or clear after a dead holder: unlink that token by name. A token names one taking of the lock, so a slow
 *   clearer cannot hit the next holder: its token has another name.
 */
export class DirLock {
  constructor(
    private readonly path: string,
    /** How long to wait for a living holder, milliseconds. */
    private readonly patienceMs = 30_000,
  ) {}

  /** Waits for the lock; resolves to the function that frees it. Throws `StoreError` when patience runs out. */
  async acquire(): Promise<() => void> {
    const token = newToken();
    const prepared = `${this.path}.${token}`;
    const until = performance.now() + this.patienceMs;
    prepare(prepared, token);
    for (let tries = 0; ; tries++) {
      const holder = this.holder();
      if (holder === undefined && this.tryTake(prepared, token)) return () => this.free(token);
      if (performance.now() > until) {
        rmSync(prepared, { recursive: true, force: true });
        throw new TypedFailure(
          'StoreError',
          `${this.path} has been held for ${this.patienceMs} ms by ${holder ?? 'others in turn'}.`,
          1000,
        );
      }
      await sleep(1 + Math.random() * Math.min(25, 1 + tries));
    }
  }

  /** Token of the living holder; a dead one's is removed. */
  private holder(): string | undefined {
    for (const token of namesIn(this.path)) {
      const age = ageOf(join(this.path, token));
      if (age === undefined) continue;
      if (isAlive(token, age)) return token;
      unlinkIfThere(join(this.path, token));
      this.sweepPrepared();
    }
    return undefined;
  }

  private tryTake(prepared: string, token: string): boolean {
    try {
      const now = new Date();
      utimesSync(join(prepared, token), now, now);
      renameSync(prepared, this.path);
      return true;
    } catch (cause) {
      const code = errorCode(cause);
      if (code === 'ENOENT') prepare(prepared, token);
      else if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw cause;
      return false;
    }
  }

  private free(token: string): void {
    if (!unlinkIfThere(join(this.path, token))) {
      throw new TypedFailure('StoreError', `${this.path} was taken over while this process held it.`);
    }
  }

  /** Removes what processes killed while they waited left behind. */
  private sweepPrepared(): void {
    const folder = dirname(this.path);
    const prefix = `${basename(this.path)}.`;
    for (const name of namesIn(folder)) {
      if (!name.startsWith(prefix)) continue;
      const age = ageOf(join(folder, name));
      if (age !== undefined && !isAlive(name.slice(prefix.length), age)) {
        rmSync(join(folder, name), { recursive: true, force: true });
      }
    }
  }
}

function prepare(folder: string, token: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, token), '', { mode: 0o600 });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw cause;
  }
}

function ageOf(path: string): number | undefined {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Whether it was there. */
function unlinkIfThere(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}
