import { join } from 'node:path';
import { readFile, stat, type FileHandle } from 'node:fs/promises';
import { DirLock } from './dir-lock';
import { GroupCommit, type Line } from './group-commit';
import { tornPath } from './heal';
import type { KbRow } from './kb-store';
import type { OpenFile } from './open-file';
import { rowIn, scanLines } from './scan-lines';
import { errorCode, storeFailure } from './store-failure';
import { StreamIndex } from './stream-index';

/** One stream as one JSONL file. Readers take no lock: they stop before an unfinished last line. */
export class StreamFile {
  readonly path: string;
  private readonly index: StreamIndex;
  private readonly commits: GroupCommit;

  constructor(dir: string, stream: string, open: OpenFile) {
    this.path = join(dir, `${stream}.jsonl`);
    this.index = new StreamIndex(this.path, open);
    this.commits = new GroupCommit(this.index, new DirLock(join(dir, '.locks', stream)));
  }

  append(lines: Line[]): Promise<number> {
    return this.commits.append(lines);
  }

  /**
   * Rows from byte `from` on in order, `limit` at most, and where to go on next time. `mayMatch` sees the raw line
   * first and saves the parsing of rows nobody wants.
   */
  async rows(
    from: number,
    mayMatch: (line: string) => boolean,
    limit: number,
  ): Promise<{ rows: KbRow[]; next: number }> {
    try {
      const file = await this.index.refresh(false);
      if (file === undefined) return { rows: [], next: 0 };
      const rows: KbRow[] = [];
      const next = await scanLines(file.handle, Math.min(from, file.size), file.size, (line) => {
        if (!mayMatch(line.toString('utf8'))) return;
        const row = rowIn(line);
        if (row !== undefined) rows.push(row as KbRow);
        return rows.length < limit;
      });
      return { rows, next };
    } catch (cause) {
      throw storeFailure('read', this.path, cause);
    }
  }

  /** The row of a key, or undefined. */
  async get(key: string): Promise<KbRow | undefined> {
    try {
      const file = await this.index.refresh(false);
      const offset = this.index.offsets.get(key);
      if (file === undefined || offset === undefined) return undefined;
      return await rowAt(file.handle, offset, file.size);
    } catch (cause) {
      throw storeFailure('read', this.path, cause);
    }
  }

  async measure(): Promise<{ rows: number; bytes: number; lastWrite: string | null; torn: number }> {
    try {
      const file = await this.index.refresh(false);
      const torn = await linesOf(tornPath(this.path));
      if (file === undefined) return { rows: 0, bytes: 0, lastWrite: null, torn };
      const { mtime, size } = await stat(this.path);
      return {
        rows: this.index.offsets.size,
        bytes: size,
        lastWrite: size > 0 ? mtime.toISOString() : null,
        torn,
      };
    } catch (cause) {
      throw storeFailure('measure', this.path, cause);
    }
  }

  async close(): Promise<void> {
    await this.commits.idle();
    await this.index.close();
  }
}

/** The row that begins at `offset`: read in growing steps, for the length of a row is not kept. */
async function rowAt(handle: FileHandle, offset: number, size: number): Promise<KbRow | undefined> {
  for (let span = 16_384; ; span *= 8) {
    const end = Math.min(offset + span, size);
    const lines: Buffer[] = [];
    await scanLines(handle, offset, end, (line) => lines.push(line));
    if (lines[0] !== undefined) return rowIn(lines[0]) as KbRow | undefined;
    if (end === size) return undefined;
  }
}

async function linesOf(path: string): Promise<number> {
  try {
    return (await readFile(path)).filter((byte) => byte === 0x0a).length;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return 0;
    throw cause;
  }
}
