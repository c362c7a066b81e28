import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { errorCode, storeFailure } from './store-failure';

/**
 * Makes the state directory (0700) with its own `.gitignore` of `*`, so that a reviewed repository never sees it.
 * A reviewed repository may hold a symbolic link of that name to somewhere else: that is refused (`ConfigError`).
 * Throws `StoreError` where the disk refuses.
 */
export function ensureStateDir(dir: string): void {
  ensurePrivateDir(dir);
  try {
    writeFileSync(join(dir, '.gitignore'), '*\n', { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw storeFailure('write', join(dir, '.gitignore'), cause);
  }
}

/** Makes a directory of the state directory, 0700, refusing symbolic links and anything that is no directory. */
export function ensurePrivateDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (lstatSync(dir).isDirectory()) return;
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw storeFailure('make the directory', dir, cause);
  }
  throw new TypedFailure(
    'ConfigError',
    wellFormed(
      `State directory ${dir}: found a link or a file, expected a directory. Name another with --state-dir.`,
    ),
  );
}
