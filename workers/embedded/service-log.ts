import {
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { wellFormed } from '../../failures/well-formed';
import { orUndefinedIfMissing } from './or-undefined';

/** A service's log is kept to about this much, and as much of what came before in `<log>.1`. */
const CAP_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;

/** Size of a log, 0 when there is none: what a process writes from now on comes after it. */
export function logSize(path: string): number {
  return orUndefinedIfMissing(() => statSync(path).size) ?? 0;
}

/** Opens a log for a child's output, appending; an overlong one becomes `<log>.1` first. */
export function openLog(path: string): number {
  if (logSize(path) > CAP_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Cuts the log of a running service back: it keeps appending to the same file, so the file is copied and emptied. */
export function capLog(path: string): void {
  if (logSize(path) <= CAP_BYTES) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/** What was written after byte `from` (at most the last 64 KB of it). */
export function logSince(path: string, from: number): string {
  const fd = orUndefinedIfMissing(() => openSync(path, 'r'));
  if (fd === undefined) return '';
  try {
    const { size } = fstatSync(fd);
    const start = Math.max(from > size ? 0 : from, size - TAIL_BYTES);
    const buffer = Buffer.alloc(size - start);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, start));
  } finally {
    closeSync(fd);
  }
}

/** The last line with words in it, for an error message. */
export function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return wellFormed(lines.at(-1)?.trim() ?? 'it wrote nothing', 500);
}
