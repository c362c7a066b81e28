import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './run-child.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * `npm ci`, only when node_modules is not the lockfile's for this Node.
 * @param {{root: string, env: NodeJS.ProcessEnv}} options
 */
export async function installPackages({ root, env }) {
  const stampFile = join(root, 'node_modules', '.scrum-loop-setup');
  const lock = readFileSync(join(root, 'package-lock.json'));
  const machine = `node ${process.versions.node} ${process.platform}-${process.arch}`;
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${machine}\n`;
  if (existsSync(stampFile)) {
    if (readFileSync(stampFile, 'utf8') === stamp) return;
  } else if (installedAlready(root, JSON.parse(lock.toString('utf8')))) {
    writeFileSync(stampFile, stamp);
    return;
  }
  say('installing packages');
  const npm = npmCommand(env);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const code = await runNpm(npm, args, { root, env });
  if (code !== 0) {
    throw new SetupError(
      `npm ci ended with code ${code} (its own words are above).`,
      'Check the network and the npm registry (npm ping), free disk space if it was full, and run the same command again.',
    );
  }
  writeFileSync(stampFile, stamp);
}

async function runNpm([command, ...before], args, { root, env }) {
  try {
    return await runChild(command, [...before, ...args], { cwd: root, env, quiet: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new SetupError(
      'npm is not on the PATH.',
      'Install npm (it comes with Node) and run the same command again.',
      { cause: error },
    );
  }
}

/** The npm that started this script, else the one on the PATH. */
function npmCommand(env) {
  const own = env.npm_execpath;
  return own !== undefined && /npm-cli\.c?js$/.test(own) && existsSync(own)
    ? [process.execPath, own]
    : ['npm'];
}

/** Whether an `npm ci` by hand left exactly the lockfile's packages: npm's own record, written last, says so. */
function installedAlready(root, lock) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages } = JSON.parse(readFileSync(record, 'utf8'));
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || wanted.optional === true || packages[path]?.version === wanted.version,
  );
}
