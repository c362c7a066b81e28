import type { KbStore, StreamHealth } from './kb-store';
import type { ReadLog } from './read-log';
import type { StreamFile } from './stream-file';
import { STREAMS, type StreamName } from './streams';

/** Size, age and use of every stream of a JSONL store. Looking at the health of a stream is no reading of it. */
export function storeHealth(files: Record<StreamName, StreamFile>, reads: ReadLog): Promise<StreamHealth[]> {
  return Promise.all(
    STREAMS.map(async (stream) => {
      const { rows, bytes, lastWrite, torn } = await files[stream].measure();
      const last_read = reads.lastRead(stream);
      return {
        stream,
        rows,
        bytes,
        last_write: lastWrite,
        last_read,
        write_only: rows > 0 && last_read === null,
        torn,
      };
    }),
  );
}

/** Health of any store, with what all streams come to. */
export async function kbHealth(store: KbStore): Promise<{
  streams: StreamHealth[];
  rows: number;
  bytes: number;
  torn: number;
  /** Names of the streams that are written and never read. */
  write_only: StreamName[];
}> {
  const streams = await store.health();
  const sum = (of: (s: StreamHealth) => number) => streams.reduce((total, s) => total + of(s), 0);
  return {
    streams,
    rows: sum((s) => s.rows),
    bytes: sum((s) => s.bytes),
    torn: sum((s) => s.torn),
    write_only: streams.filter((s) => s.write_only).map((s) => s.stream),
  };
}
