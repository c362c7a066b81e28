import type { KbRow, KbStore, RowFilter } from '../../kb/kb-store';
import { STREAMS, type StreamName } from '../../kb/streams';
import { validateRow } from '../../kb/validate-row';

/** A knowledge base in memory that checks rows as the real one does. */
export function memoryKb(rows: Partial<Record<StreamName, object[]>> = {}): KbStore {
  const data = new Map(STREAMS.map((s) => [s, new Map<string, KbRow>()]));
  const stream = (name: StreamName) => data.get(name) ?? new Map<string, KbRow>();
  const add = (name: StreamName, list: KbRow[]) => {
    let appended = 0;
    for (const row of list) {
      validateRow(name, row);
      if (stream(name).has(row.key)) continue;
      stream(name).set(row.key, structuredClone(row));
      appended++;
    }
    return { appended, skipped: list.length - appended };
  };
  for (const [name, list] of Object.entries(rows)) add(name as StreamName, list as KbRow[]);
  const matching = (name: StreamName, filter: RowFilter = {}, from = 0) =>
    [...stream(name).values()]
      .slice(from)
      .filter((r) => Object.entries(filter).every(([f, v]) => v === undefined || r[f] === v));
  return {
    append: (name, list) => Promise.resolve(add(name, list)),
    read: (name, filter) => Promise.resolve(matching(name, filter)),
    readAfter: (name, cursor, filter) =>
      Promise.resolve({ rows: matching(name, filter, cursor), cursor: stream(name).size }),
    get: (name, key) => Promise.resolve(stream(name).get(key)),
    health: () =>
      Promise.resolve(
        STREAMS.map((s) => {
          return {
            stream: s,
            rows: stream(s).size,
            bytes: 0,
            last_write: null,
            last_read: null,
            write_only: false,
            torn: 0,
          };
        }),
      ),
    close: () => Promise.resolve(),
  };
}
