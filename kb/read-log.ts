import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, storeFailure } from './store-failure';
import type { StreamName } from './streams';

const RESOLUTION_MS = 60_000;

/**
 * When each stream was last read, kept as the time of an empty file per stream, so that health can name streams that
 * are only ever written. Written at most once a minute.
 */
export class ReadLog {
  private readonly noted = new Map<StreamName, number>();

  constructor(private readonly dir: string) {}

  /** Notes that somebody reads the stream now. */
  note(stream: StreamName): void {
    const now = Date.now();
    if (now - (this.noted.get(stream) ?? 0) < RESOLUTION_MS) return;
    const path = join(this.dir, stream);
    try {
      mkdirSync(this.dir, { recursive: true, mode: 0o700 });
      writeFileSync(path, '', { mode: 0o600, flag: 'a' });
      utimesSync(path, now / 1000, now / 1000);
    } catch (cause) {
      throw storeFailure('note the reading of', path, cause);
    }
    this.noted.set(stream, now);
  }

  /** ISO time of the last reading by any process, or null. */
  lastRead(stream: StreamName): string | null {
    try {
      return statSync(join(this.dir, stream)).mtime.toISOString();
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return null;
      throw storeFailure('look at', join(this.dir, stream), cause);
    }
  }
}
