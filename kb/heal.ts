import { rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { rowIn, scanLines } from './scan-lines';
import { openStream, type OpenFile } from './open-file';

/** Where lines that are no rows are set aside: `<stream>.torn` beside `<stream>.jsonl`. */
export function tornPath(path: string): string {
  return path.replace(/\.jsonl$/, '.torn');
}

/** Moves the unfinished bytes `[from, size)` at the end of a stream file to `<stream>.torn`. Under the lock only. */
export async function moveTornTail(
  open: OpenFile,
  path: string,
  handle: FileHandle,
  from: number,
  size: number,
): Promise<void> {
  const tail = Buffer.alloc(size - from);
  await handle.read(tail, 0, tail.length, from);
  await setAside(open, path, tail);
  await handle.truncate(from);
}

/**
 * Rewrites a stream file without the lines that are no rows (a power cut can leave blocks of zeros between rows) and
 * sets those aside. The new file replaces the old by rename, so a reader sees one or the other. Under the lock only.
 */
export async function rewriteWithoutBadLines(
  open: OpenFile,
  path: string,
  handle: FileHandle,
  size: number,
): Promise<void> {
  const good: Buffer[] = [];
  const bad: Buffer[] = [];
  await scanLines(handle, 0, size, (line) => {
    (rowIn(line) === undefined ? bad : good).push(Buffer.concat([line, Buffer.from('\n')]));
  });
  await setAside(open, path, Buffer.concat(bad));
  const fresh = await openStream(open, `${path}.new`, true);
  try {
    await fresh.truncate(0);
    await writeAll(fresh, Buffer.concat(good));
    await fresh.datasync();
  } finally {
    await fresh.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(open, path);
}

async function setAside(open: OpenFile, path: string, bytes: Buffer): Promise<void> {
  const torn = await openStream(open, tornPath(path), true);
  try {
    await writeAll(torn, bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]));
    await torn.datasync();
  } finally {
    await torn.close();
  }
}

/** Writes all of `bytes` at the end of the file; write(2) may take less at a time. */
export async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}

/** Makes a new name in the folder of `path` survive a power cut. */
export async function syncFolder(open: OpenFile, path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
