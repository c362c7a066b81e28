import { statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { errorCode } from './store-failure';
import { openStream, type OpenFile } from './open-file';
import { rowIn, scanLines } from './scan-lines';

/**
 * What a process knows of one stream file: the keys and where their rows stand. It only ever reads what was added
 * since it last looked; when the file was replaced or cut it starts again.
 */
export class StreamIndex {
  /** Key to the byte offset of its row. */
  readonly offsets = new Map<string, number>();
  /** Bytes read so far, always the end of a line. */
  known = 0;
  /** Bytes this process knows to be on disk, not only in the page cache. */
  durable = 0;
  /** Finished lines that are no rows. */
  badLines = 0;
  private handle: FileHandle | undefined;
  private inode = 0;
  private serial: Promise<unknown> = Promise.resolve();

  constructor(
    readonly path: string,
    readonly open: OpenFile,
  ) {}

  /** Learns what others appended; resolves to the open file and its size, or undefined when there is none. */
  refresh(create: boolean): Promise<{ handle: FileHandle; size: number } | undefined> {
    const next = this.serial.then(() => this.catchUp(create));
    // Only the order is kept here; a failure goes to the caller of this refresh through `next`.
    this.serial = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  /** Notes a row just written at `offset`. */
  learn(key: string, offset: number): void {
    if (!this.offsets.has(key)) this.offsets.set(key, offset);
  }

  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = undefined;
    this.inode = 0;
    await handle?.close();
  }

  private async catchUp(create: boolean): Promise<{ handle: FileHandle; size: number } | undefined> {
    const onDisk = statOf(this.path);
    if (onDisk === undefined && !create) {
      await this.forget();
      return undefined;
    }
    if (this.handle === undefined || onDisk === undefined || onDisk.ino !== this.inode) {
      await this.forget();
      this.handle = await openStream(this.open, this.path, create);
      this.inode = (await this.handle.stat()).ino;
    }
    const handle = this.handle;
    const { size } = statOf(this.path) ?? { size: 0 };
    if (size < this.known) this.reset();
    if (size > this.known) {
      const end = await scanLines(handle, this.known, size, (line, offset) => {
        const row = rowIn(line);
        if (row === undefined) this.badLines++;
        else this.learn(row.key, offset);
      });
      this.known = Math.max(this.known, end);
    }
    return { handle, size };
  }

  private async forget(): Promise<void> {
    this.reset();
    await this.close();
  }

  private reset(): void {
    this.offsets.clear();
    this.known = 0;
    this.durable = 0;
    this.badLines = 0;
  }
}

function statOf(path: string): { size: number; ino: number } | undefined {
  try {
    return statSync(path);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}
