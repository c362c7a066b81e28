import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Everything set-up keeps lies in here, node_modules/ and dist/: nothing outside the checkout is touched. */
export const CACHE = join(ROOT, '.cache');
export const BIN = join(CACHE, 'bin');
export const DIST = join(ROOT, 'dist');
