import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { packageRoot } from '../../config/package-root';
import type { Environment } from '../../config/environment';
import { TypedFailure } from '../../failures/table';
import { errorCode } from '../../kb/store-failure';

/**
 * The Temporal CLI at run time, in set-up's order but without its downloads: `TEMPORAL_CLI_PATH`, `temporal` on the
 * PATH, the checkout's cache. Throws `SetupError`.
 */
export function findTemporal(env: Environment, cache = join(packageRoot(), '.cache', 'bin')): string {
  const named = env.TEMPORAL_CLI_PATH;
  if (named !== undefined && named !== '') {
    const path = isAbsolute(named) ? named : resolve(named);
    if (isExecutable(path)) return path;
    throw new TypedFailure(
      'SetupError',
      `environment: TEMPORAL_CLI_PATH is ${path}, expected an executable file.`,
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const found = [...folders, cache].map((folder) => join(folder, 'temporal')).find(isExecutable);
  if (found !== undefined) return found;
  throw new TypedFailure(
    'SetupError',
    `There is no Temporal CLI: not in TEMPORAL_CLI_PATH, not on the PATH, not in ${cache}. npm run setup fetches it.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (cause) {
    if (['ENOENT', 'EACCES', 'ENOTDIR', 'ELOOP'].includes(errorCode(cause) ?? '')) return false;
    throw cause;
  }
}
