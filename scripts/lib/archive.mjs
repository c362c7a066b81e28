import { gunzipSync, inflateRawSync } from 'node:zlib';

/** No member asked for is larger than this; a hostile archive cannot make us inflate more. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * The regular file called `name` (in any folder) of a .tar.gz.
 * @param {Buffer} archive
 * @param {string} name
 * @returns its bytes (a Buffer), undefined when it is not there
 */
export function fromTarGz(archive, name) {
  const tar = gunzipSync(archive, { maxOutputLength: MAX_BYTES });
  for (let at = 0; at + 512 <= tar.length;) {
    const path = field(tar, at, 100);
    const size = Number.parseInt(field(tar, at + 124, 12).trim() || '0', 8);
    const kind = String.fromCharCode(tar[at + 156] ?? 0);
    if (path === '') return undefined;
    if ((kind === '0' || kind === '\0') && isNamed(path, name))
      return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

/**
 * The file called `name` (in any folder) of a zip, which a Python wheel is.
 * @param {Buffer} zip
 * @param {string} name
 * @returns its bytes (a Buffer), undefined when it is not there
 */
export function fromZip(zip, name) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip file, or cut short');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const path = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (isNamed(path, name))
      return member(zip, zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 10));
    at += 46 + nameLength + extra + comment;
  }
  return undefined;
}

function member(zip, header, size, method) {
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const raw = zip.subarray(start, start + size);
  return method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: MAX_BYTES });
}

function isNamed(path, name) {
  return path === name || path.endsWith(`/${name}`);
}

function field(buffer, start, length) {
  const text = buffer.toString('utf8', start, start + length);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
