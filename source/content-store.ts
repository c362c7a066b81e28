import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TypedFailure } from '../failures/table';
import { errorCode, storeFailure } from '../kb/store-failure';

const SHA256 = /^[0-9a-f]{64}$/;
let counter = 0;

/**
 * Contents by their sha256, a file each (`aa/<sha256>`, 0600): what is there never changes, so any number of processes
 * may put and get at once. File contents of snapshots, their manifests and stored plans lie here.
 */
export class ContentStore {
  constructor(readonly dir: string) {}

  /** Keeps `content` and returns its sha256 in hex. A content already there is not written again. Throws `StoreError`. */
  async put(content: Uint8Array | string): Promise<string> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const sha = createHash('sha256').update(bytes).digest('hex');
    await this.write(sha, bytes, false);
    return sha;
  }

  /** Keeps a JSON value, synced to disk: plans and manifests must outlive the machine's power. Throws `StoreError`. */
  async putJson(value: unknown): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(value), 'utf8');
    const sha = createHash('sha256').update(bytes).digest('hex');
    await this.write(sha, bytes, true);
    return sha;
  }

  /** Content by its sha256, checked against it. Throws `SnapshotLost` when it is missing or damaged. */
  async get(sha: string): Promise<Buffer> {
    const path = this.pathOf(sha);
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (cause) {
      if (errorCode(cause) !== 'ENOENT') throw storeFailure('read', path, cause);
      throw new TypedFailure(
        'SnapshotLost',
        `Content ${sha} is not in ${this.dir} of this worker.`,
        undefined,
        {
          cause,
        },
      );
    }
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found === sha) return bytes;
    throw new TypedFailure('SnapshotLost', `Content ${sha} in ${this.dir} is damaged: its hash is ${found}.`);
  }

  /** A value kept by `putJson`; the caller knows its shape. Throws `SnapshotLost`. */
  async getJson<T>(sha: string): Promise<T> {
    return JSON.parse((await this.get(sha)).toString('utf8')) as T;
  }

  /** Whether the content is there; with `bytes`, whether it also has that size (a torn file does not). */
  async has(sha: string, bytes?: number): Promise<boolean> {
    try {
      const { size } = await stat(this.pathOf(sha));
      return bytes === undefined || size === bytes;
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return false;
      throw storeFailure('look up', this.pathOf(sha), cause);
    }
  }

  private async write(sha: string, bytes: Uint8Array, sync: boolean): Promise<void> {
    if (await this.has(sha, bytes.length)) return;
    const path = this.pathOf(sha);
    const temporary = `${path}.${process.pid}-${counter++}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        if (sync) await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw storeFailure('write', path, cause);
    }
  }

  private pathOf(sha: string): string {
    // The name comes from a caller's record: anything but a hash could point out of the store.
    if (!SHA256.test(sha))
      throw new TypedFailure(
        'SnapshotLost',
        `Content id ${JSON.stringify(sha.slice(0, 80))} is no sha256 in hex.`,
      );
    return join(this.dir, sha.slice(0, 2), sha);
  }
}
