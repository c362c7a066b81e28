import type { StreamName } from './streams';

/** What every row of every stream carries; `key` is unique in its stream. */
export interface KbRow {
  schema: number;
  key: string;
  /** ISO 8601 UTC. */
  ts: string;
  loop_id: string | null;
  iteration: number | null;
  sweep_id: string | null;
  [field: string]: unknown;
}

export interface RowFilter {
  loop_id?: string;
  iteration?: number;
  sweep_id?: string;
  file?: string;
  /** `scrum_reviews`: null for reviews of their own, leaving out rows that an earlier review stands in for. */
  reused_from?: null;
}

export interface StreamHealth {
  stream: StreamName;
  rows: number;
  bytes: number;
  /** ISO times; null when never. */
  last_write: string | null;
  last_read: string | null;
  /** Written but never read by anything. */
  write_only: boolean;
  /** Torn lines set aside in `<stream>.torn`. */
  torn: number;
}

/** The knowledge base: append-only streams of keyed rows. */
export interface KbStore {
  /**
   * Appends rows whose key is new; a key already there is a no-op. Durable (fsync) once it resolves.
   * Throws `TypedFailure('StoreError')`.
   */
  append(stream: StreamName, rows: KbRow[]): Promise<{ appended: number; skipped: number }>;
  /** All rows in order of appending, filtered. */
  read(stream: StreamName, filter?: RowFilter): Promise<KbRow[]>;
  /**
   * As `read`, but only rows appended after `cursor` (0: all), and the cursor to go on from: an index over a stream
   * stays current without reading it again. With `limit` about that many rows are enough: as long as the cursor
   * moves there may be more, so that a long stream can be gone through in little memory.
   */
  readAfter(
    stream: StreamName,
    cursor: number,
    filter?: RowFilter,
    limit?: number,
  ): Promise<{ rows: KbRow[]; cursor: number }>;
  get(stream: StreamName, key: string): Promise<KbRow | undefined>;
  health(): Promise<StreamHealth[]>;
  close(): Promise<void>;
}
