import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { storeHealth } from './health';
import type { KbRow, KbStore, RowFilter, StreamHealth } from './kb-store';
import type { OpenFile } from './open-file';
import { ReadLog } from './read-log';
import { ensurePrivateDir, ensureStateDir } from './state-dir';
import { StreamFile } from './stream-file';
import { STREAMS, type StreamName } from './streams';
import { validateRow } from './validate-row';

/**
 * The knowledge base as `<stateDir>/data/_kb/<stream>.jsonl`. Any number of processes may use one directory at once.
 * See `KbStore` for what each method promises.
 */
export class JsonlStore implements KbStore {
  private readonly files: Record<StreamName, StreamFile>;
  private readonly reads: ReadLog;

  /** `dir` is `<stateDir>/data/_kb`, already made; use `openJsonlStore`. */
  constructor(dir: string, openFile: OpenFile) {
    this.files = Object.fromEntries(STREAMS.map((s) => [s, new StreamFile(dir, s, openFile)])) as Record<
      StreamName,
      StreamFile
    >;
    this.reads = new ReadLog(join(dir, '.reads'));
  }

  async append(stream: StreamName, rows: KbRow[]): Promise<{ appended: number; skipped: number }> {
    if (rows.length === 0) return { appended: 0, skipped: 0 };
    const lines = rows.map((row) => {
      validateRow(stream, row);
      return { key: row.key, text: JSON.stringify(row) };
    });
    const appended = await this.files[stream].append(lines);
    return { appended, skipped: rows.length - appended };
  }

  async read(stream: StreamName, filter: RowFilter = {}): Promise<KbRow[]> {
    return (await this.readAfter(stream, 0, filter)).rows;
  }

  async readAfter(
    stream: StreamName,
    cursor: number,
    filter: RowFilter = {},
    limit = Infinity,
  ): Promise<{ rows: KbRow[]; cursor: number }> {
    this.reads.note(stream);
    const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
    const needles = wanted.map(([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`);
    const { rows, next } = await this.files[stream].rows(
      cursor,
      (line) => needles.every((n) => line.includes(n)),
      limit,
    );
    return {
      rows: rows.filter((row) => wanted.every(([field, value]) => row[field] === value)),
      cursor: next,
    };
  }

  async get(stream: StreamName, key: string): Promise<KbRow | undefined> {
    this.reads.note(stream);
    return this.files[stream].get(key);
  }

  health(): Promise<StreamHealth[]> {
    return storeHealth(this.files, this.reads);
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.files).map((f) => f.close()));
  }
}

/**
 * Opens (and makes, where needed) the knowledge base of a state directory. `openFile` is injected by tests.
 * Throws `ConfigError` for a state directory that is a link or a file, `StoreError` where the disk refuses.
 */
export function openJsonlStore(stateDir: string, openFile: OpenFile = open): JsonlStore {
  ensureStateDir(stateDir);
  const data = join(stateDir, 'data');
  const dir = join(data, '_kb');
  for (const folder of [data, dir, join(dir, '.locks')]) ensurePrivateDir(folder);
  return new JsonlStore(dir, openFile);
}
