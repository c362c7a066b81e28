import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { SnapshotFile } from './snapshot-types';

/** A raw name as a snapshot writes it. A UTF-8 name that imitates the hashed form is hashed too, so that no two meet. */
export function shownPath(raw: Buffer): Pick<SnapshotFile, 'path' | 'rawPath'> {
  if (isUtf8(raw)) {
    const path = raw.toString('utf8');
    if (!/^sha256:[0-9a-f]{64}$/.test(path)) return { path };
  }
  return {
    path: `sha256:${createHash('sha256').update(raw).digest('hex')}`,
    rawPath: raw.toString('base64'),
  };
}

/** The raw name of a snapshot's file. */
export function rawPathOf(file: Pick<SnapshotFile, 'path' | 'rawPath'>): Buffer {
  return file.rawPath === undefined ? Buffer.from(file.path, 'utf8') : Buffer.from(file.rawPath, 'base64');
}

/** A name to match globs and extensions against: the path, or the bytes of a name that is not UTF-8 as Latin-1. */
export function matchablePath(file: Pick<SnapshotFile, 'path' | 'rawPath'>): string {
  return file.rawPath === undefined ? file.path : rawPathOf(file).toString('latin1');
}

/** Whether a raw name stays inside its root: tree objects made by hand can hold `..`, `.git` or a leading slash. */
export function isInside(raw: Buffer): boolean {
  return raw
    .toString('latin1')
    .split('/')
    .every(
      (part) =>
        part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git' && !part.includes('\0'),
    );
}

/** Order of all lists of a snapshot: by UTF-16 code units, the same on every machine. */
export function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
