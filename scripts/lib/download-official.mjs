import { fromTarGz } from './archive.mjs';

const CONNECT_MS = 10_000;
const WHOLE_MS = 300_000;
const OS = { linux: 'linux', darwin: 'darwin' };
const TEST_SERVER_OS = { linux: 'linux', darwin: 'macOS' };
const ARCH = { x64: 'amd64', arm64: 'arm64' };

/**
 * Downloads the publisher's own archive and takes the binary out of it.
 * @param {string} name file name of the binary
 * @param {{version: string, official: string}} pin
 * @param {{platform: string, arch: string}} machine
 * @returns {Promise<Buffer>}
 */
export async function downloadOfficial(name, pin, machine) {
  const url = pin.official
    .replaceAll('{version}', pin.version)
    .replaceAll('{os}', OS[machine.platform])
    .replaceAll('{testServerOs}', TEST_SERVER_OS[machine.platform])
    .replaceAll('{arch}', ARCH[machine.arch]);
  const abort = new AbortController();
  const give = (ms) =>
    setTimeout(() => abort.abort(new DOMException('no answer in time', 'TimeoutError')), ms);
  let timer = give(CONNECT_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    clearTimeout(timer);
    timer = give(WHOLE_MS);
    const binary = fromTarGz(Buffer.from(await response.arrayBuffer()), name);
    if (binary === undefined) throw new Error(`the archive holds no file ${name}`);
    return binary;
  } finally {
    clearTimeout(timer);
  }
}
