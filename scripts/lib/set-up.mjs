import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findBinary } from './find-binary.mjs';
import { installPackages } from './install-packages.mjs';
import { withLock } from './lock.mjs';
import { BIN, CACHE, ROOT } from './paths.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Makes the checkout ready: packages, binaries, dist/. Silent and quick when nothing is to be done; several at once
 * take turns.
 * @param {{env: NodeJS.ProcessEnv, testServer: boolean, forceBundle?: boolean}} options
 * @returns {Promise<NodeJS.ProcessEnv>} the environment for the program, with the paths of the binaries found
 */
export async function setUp({ env, testServer, forceBundle = false }) {
  const onWait = (pid) => say(`waiting for the set-up of process ${pid}`);
  return withLock(join(CACHE, 'setup.lock'), { onWait }, async () => {
    clearLeftovers();
    await installPackages({ root: ROOT, env });
    const found = { ...env };
    const cli = await temporalCli(env);
    if (cli !== undefined) found.TEMPORAL_CLI_PATH = cli;
    if (testServer) {
      found.TEMPORAL_TEST_SERVER_PATH = (
        await findBinary('temporal-test-server', { env, bin: BIN, say })
      ).path;
    }
    await build({ root: ROOT, env: found, forceBundle });
    return found;
  });
}

/** A machine that is told of a Temporal elsewhere can do without a CLI of its own; the lack is said. */
async function temporalCli(env) {
  try {
    return (await findBinary('temporal', { env, bin: BIN, say })).path;
  } catch (error) {
    const elsewhere = env.TEMPORAL_ADDRESS ?? env.TEMPORAL_PROFILE ?? env.TEMPORAL_CONFIG_FILE;
    if (!(error instanceof SetupError) || elsewhere === undefined) throw error;
    say(`${error.message} Going on with the Temporal of the environment (${elsewhere}).`);
    return undefined;
  }
}

/** Temporary files of a run that was killed; the lock is held, so nobody is using them. */
function clearLeftovers() {
  if (!existsSync(BIN)) return;
  for (const name of readdirSync(BIN)) {
    if (/^tmp-|\.tmp-\d+$/.test(name)) rmSync(join(BIN, name), { recursive: true, force: true });
  }
}
