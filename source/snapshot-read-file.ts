import { constants, type BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { errorCode } from '../kb/store-failure';
import type { OmissionReason } from './snapshot-types';

/** What a file of the working tree turned out to be. */
export type FileRead =
  | {
      kind: 'bytes';
      bytes: Buffer;
      stat: BigIntStats;
      /** It did not change while it was read. */ stable: boolean;
    }
  | { kind: 'omitted'; reason: OmissionReason; stat?: BigIntStats }
  | { kind: 'gone' };

export type ReadFile = (path: Buffer, cap: number) => Promise<FileRead>;
export type StatFile = (path: Buffer) => Promise<BigIntStats>;

/** What a snapshot asks of the file system; tests hand in one that counts or fails. */
export interface SnapshotDisk {
  stat: StatFile;
  read: ReadFile;
}

export const realDisk: SnapshotDisk = {
  stat: (path) => lstat(path, { bigint: true }),
  read: readRegularFile,
};

/** Why something that is no regular file is left out; undefined for a regular file and for a folder. */
export function kindOmission(stat: BigIntStats): OmissionReason | undefined {
  if (stat.isFile() || stat.isDirectory()) return undefined;
  return stat.isSymbolicLink() ? 'symlink' : 'special_file';
}

/**
 * Reads a regular file of at most `cap` bytes. Never follows a symbolic link and never waits on a FIFO, also when the
 * file was swapped for one after it was looked at.
 */
async function readRegularFile(path: Buffer, cap: number): Promise<FileRead> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) return { kind: 'omitted', reason: kindOmission(before) ?? 'special_file' };
    const room = Number(before.size) < cap ? Number(before.size) + 1 : cap + 1;
    let buffer = Buffer.allocUnsafe(room);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, size, buffer.length - size, size);
      if (bytesRead === 0) break;
      size += bytesRead;
      if (size > cap) return { kind: 'omitted', reason: 'too_large', stat: before };
      // It grew after it was looked at.
      if (size === buffer.length) buffer = Buffer.concat([buffer], Math.min(cap + 1, size * 2));
    }
    const after = await file.stat({ bigint: true });
    const stable =
      after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs && after.size === BigInt(size);
    return { kind: 'bytes', bytes: buffer.subarray(0, size), stat: after, stable };
  } finally {
    await file.close();
  }
}

/** A failure to look at or read a file as what it means for the snapshot: gone, or left out. */
export function readFailure(cause: unknown): FileRead {
  switch (errorCode(cause)) {
    case undefined:
      throw cause;
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'gone' };
    case 'ELOOP':
      return { kind: 'omitted', reason: 'symlink' };
    case 'ENXIO':
      return { kind: 'omitted', reason: 'special_file' };
    default:
      return { kind: 'omitted', reason: 'unreadable' };
  }
}
