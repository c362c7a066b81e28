import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { packageRoot } from '../../config/package-root';
import { FAILURES, TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { errorCode } from '../../kb/store-failure';
import { findTemporal } from '../../workers/embedded/find-temporal';
import type { CommandContext } from '../command-context';
import type { RepoPlace } from '../repo-place';
import { ok, type Check } from './check';

/** Node, git, the Temporal CLI and the state directory. */
export async function checkMachine({ env }: CommandContext, { stateDir }: RepoPlace): Promise<Check[]> {
  return [
    nodeCheck(process.versions.node),
    await gitCheck(),
    await cliCheck(env),
    await stateDirCheck(stateDir),
  ];
}

/** Node 20.11 or newer. */
export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 11)) return ok('machine', 'Node', version);
  return {
    result: 'fail',
    kind: 'machine',
    name: 'Node',
    found: version,
    next: 'install Node 20.11 or newer',
  };
}

async function gitCheck(): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { timeout: 10_000 });
    return ok('machine', 'git', wellFormed(stdout.trim(), 100));
  } catch (error) {
    const found = error instanceof Error ? wellFormed(error.message, 200) : String(error);
    return { result: 'fail', kind: 'machine', name: 'git', found, next: 'install git' };
  }
}

async function cliCheck(env: CommandContext['env']): Promise<Check> {
  const name = 'Temporal CLI';
  try {
    const path = findTemporal({ ...env });
    const pinned = pinnedHash();
    const found = await sha256(path);
    if (pinned === undefined || found === pinned)
      return ok('machine', name, `${path}${pinned === undefined ? '' : ', the pinned one'}`);
    const next =
      'nothing, if it is your own; unset TEMPORAL_CLI_PATH and run npm run setup for the pinned one';
    return { result: 'warn', kind: 'machine', name, found: `${path}, not the pinned build`, next };
  } catch (error) {
    if (!(error instanceof TypedFailure)) throw error;
    return { result: 'fail', kind: 'machine', name, found: error.message, next: FAILURES[error.type].next };
  }
}

/** sha256 of the CLI that set-up fetches for this machine; undefined where it fetches none. */
function pinnedHash(): string | undefined {
  const pins = JSON.parse(readFileSync(join(packageRoot(), 'scripts', 'lib', 'binaries.json'), 'utf8')) as {
    temporal: { sha256: Record<string, string> };
  };
  return pins.temporal.sha256[`${process.platform}-${process.arch}`];
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The directory itself, or the nearest one above it that is there, can be written to. */
async function stateDirCheck(stateDir: string): Promise<Check> {
  const name = 'state directory';
  for (let at = stateDir; ; at = dirname(at)) {
    try {
      await access(at, constants.W_OK);
      return ok('machine', name, at === stateDir ? stateDir : `${stateDir} (not made yet)`);
    } catch (error) {
      if (errorCode(error) === 'ENOENT' && dirname(at) !== at) continue;
      const found = `${at} cannot be written (${errorCode(error) ?? String(error)})`;
      return {
        result: 'fail',
        kind: 'machine',
        name,
        found,
        next: 'correct its permissions or name another with --state-dir',
      };
    }
  }
}
