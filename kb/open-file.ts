import { constants } from 'node:fs';
import type { open, FileHandle } from 'node:fs/promises';

/** How files of the store are opened; a test injects one that counts or fails. */
export type OpenFile = typeof open;

const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW;

/** Opens a store file for appending and reading, 0600, never through a symbolic link. */
export function openStream(open: OpenFile, path: string, create: boolean): Promise<FileHandle> {
  return open(path, create ? FLAGS | constants.O_CREAT : FLAGS, 0o600);
}
