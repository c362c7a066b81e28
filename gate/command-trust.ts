import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { rootAround } from '../forge/parse-repo';
import { errorCode } from '../kb/store-failure';
import { wellFormed } from '../failures/well-formed';

export interface CommandTrust {
  /** The configuration file that names the commands. */
  configFile: string;
  /** Root of the reviewed repository. */
  repoRoot: string;
  /** The folder the program was started in. */
  cwd: string;
  /** `--trust-repo-config`. */
  trustRepoConfig: boolean;
  /** What it wants to run. */
  commands?: readonly string[];
}

/**
 * Whether commands of a configuration file may run: null, or the sentence that refuses them by name. A file outside the
 * reviewed repository is the operator's own; one inside is trusted only where the program was started in that
 * repository, or with `--trust-repo-config`. Links are followed first, so that neither can pose as the other.
 */
export function commandsAllowed({
  configFile,
  repoRoot,
  cwd,
  trustRepoConfig,
  commands = [],
}: CommandTrust): string | null {
  const root = realOf(repoRoot);
  if (trustRepoConfig || !isWithin(realOf(configFile), root)) return null;
  const started = realOf(cwd);
  if (started === root || rootAround(started) === root) return null;
  const named = commands.map((command) => JSON.stringify(command)).join(', ');
  return wellFormed(
    `${configFile} belongs to the reviewed repository and wants to run commands${named === '' ? '' : ` (${named})`}: ` +
      `they run only when the program is started in ${repoRoot} or with --trust-repo-config.`,
    2000,
  );
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith('../') && !isAbsolute(way));
}

/** The real path; of what does not exist, the real path of its folder and the name. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT' || dirname(path) === path) throw cause;
    return join(realOf(dirname(path)), path.slice(dirname(path).length).replace(/^\//, ''));
  }
}
