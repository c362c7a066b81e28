import { open, type FileHandle } from 'node:fs/promises';
import type { OpenFile } from '../../kb/open-file';

/** A disk that counts its fsyncs and can be told to run full. */
export interface Disk {
  open: OpenFile;
  syncs: number;
  writes: number;
  /** Bytes that may still be written; then ENOSPC. */
  room: number;
  /** The next fsyncs fail with EIO. */
  failSyncs: number;
}

/** Wraps the real `open`; only writes and fsyncs behave differently. */
export function watchedDisk(): Disk {
  const disk: Disk = { syncs: 0, writes: 0, room: Infinity, failSyncs: 0, open: undefined as never };
  const failure = (code: string) => Object.assign(new Error(`${code}: told to`), { code });
  disk.open = async (...args: Parameters<OpenFile>) => {
    const handle = await open(...args);
    return new Proxy(handle, {
      get(target, name: keyof FileHandle) {
        if (name === 'write') {
          return async (bytes: Buffer, at: number, length: number) => {
            disk.writes++;
            if (disk.room <= 0) throw failure('ENOSPC');
            const part = Math.min(length, disk.room);
            disk.room -= part;
            return target.write(bytes, at, part);
          };
        }
        if (name === 'datasync') {
          return async () => {
            disk.syncs++;
            if (disk.failSyncs-- > 0) throw failure('EIO');
            await target.datasync();
          };
        }
        const value: unknown = target[name];
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
  return disk;
}
