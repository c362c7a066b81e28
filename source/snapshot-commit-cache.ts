import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrivateDir } from '../kb/state-dir';
import { errorCode, storeFailure } from '../kb/store-failure';

/** Snapshot ids of commits: a commit never changes, so it is read once per state directory. */
export class CommitCache {
  private readonly path: string;

  /** `what`: everything a commit's snapshot depends on. */
  constructor(stateDir: string, what: readonly unknown[]) {
    const dir = join(stateDir, 'commit-cache');
    ensurePrivateDir(dir);
    this.path = join(dir, createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 40));
  }

  async find(): Promise<string | undefined> {
    try {
      const id = await readFile(this.path, 'latin1');
      return /^[0-9a-f]{64}$/.test(id) ? id : undefined;
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return undefined;
      throw storeFailure('read', this.path, cause);
    }
  }

  async remember(id: string): Promise<void> {
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, id, { mode: 0o600 });
      await rename(temporary, this.path);
    } catch (cause) {
      throw storeFailure('write', this.path, cause);
    }
  }
}
