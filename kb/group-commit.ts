import type { FileHandle } from 'node:fs/promises';
import type { DirLock } from './dir-lock';
import { moveTornTail, rewriteWithoutBadLines, syncFolder, writeAll } from './heal';
import { storeFailure } from './store-failure';
import type { StreamIndex } from './stream-index';

export interface Line {
  key: string;
  /** The row as JSON, without a newline. */
  text: string;
}

interface Waiting {
  lines: Line[];
  resolve: (appended: number) => void;
  reject: (cause: unknown) => void;
}

/** Characters of one group; a longer queue is written in several. */
const GROUP_CHARS = 8 << 20;

/**
 * Appends to one stream file with one fsync for all callers that wait: rows that come while a group is on its way to
 * the disk go with the next. A row is reported as appended, or as already there, only when it is on disk.
 */
export class GroupCommit {
  private queue: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly index: StreamIndex,
    private readonly lock: DirLock,
  ) {}

  /** Resolves to how many of `lines` were new. Throws `StoreError`; appending again is always safe. */
  append(lines: Line[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.queue.push({ lines, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Resolves when everything queued so far is settled. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      let group: Waiting[] = [];
      try {
        const free = await this.lock.acquire();
        let counts: number[] = [];
        try {
          group = this.takeGroup();
          counts = await this.commit(group);
        } finally {
          free();
        }
        group.forEach((w, i) => w.resolve(counts[i] ?? 0));
      } catch (cause) {
        const failed = group.length > 0 ? group : this.queue.splice(0);
        const failure = storeFailure('append to', this.index.path, cause);
        for (const w of failed) w.reject(failure);
      }
    }
    this.running = undefined;
  }

  private takeGroup(): Waiting[] {
    let chars = 0;
    let n = 0;
    for (const w of this.queue) {
      if (n > 0 && chars > GROUP_CHARS) break;
      for (const line of w.lines) chars += line.text.length;
      n++;
    }
    return this.queue.splice(0, n);
  }

  /** Writes the new rows of a group. Under the lock. */
  private async commit(group: Waiting[]): Promise<number[]> {
    const { handle, size } = await this.healed();
    const fresh = new Map<string, string>();
    let seenNotDurable = false;
    const counts = group.map((w) => {
      let appended = 0;
      for (const { key, text } of w.lines) {
        const offset = this.index.offsets.get(key);
        if (offset !== undefined) seenNotDurable ||= offset >= this.index.durable;
        else if (!fresh.has(key)) {
          fresh.set(key, text);
          appended++;
        }
      }
      return appended;
    });
    if (fresh.size > 0) await writeAll(handle, Buffer.from([...fresh.values(), ''].join('\n')));
    // A row of another process may be in the page cache only (it was killed before its fsync): then sync it here.
    if (fresh.size > 0 || seenNotDurable) {
      await handle.datasync();
      if (size === 0) await syncFolder(this.index.open, this.index.path);
      this.note(fresh, size);
    }
    return counts;
  }

  /** Takes in what others appended and sets aside what a crash left unfinished. */
  private async healed(): Promise<{ handle: FileHandle; size: number }> {
    const { path, open } = this.index;
    let file = await this.openFile();
    if (this.index.badLines > 0) {
      await rewriteWithoutBadLines(open, path, file.handle, file.size);
      file = await this.openFile();
    }
    if (file.size > this.index.known) {
      await moveTornTail(open, path, file.handle, this.index.known, file.size);
      file = { handle: file.handle, size: this.index.known };
    }
    return file;
  }

  private async openFile(): Promise<{ handle: FileHandle; size: number }> {
    const file = await this.index.refresh(true);
    if (file === undefined) throw new Error('the file vanished while it was opened');
    return file;
  }

  private note(fresh: Map<string, string>, size: number): void {
    let offset = size;
    for (const [key, text] of fresh) {
      this.index.learn(key, offset);
      offset += Buffer.byteLength(text) + 1;
    }
    this.index.known = Math.max(this.index.known, offset);
    this.index.durable = offset;
  }
}
