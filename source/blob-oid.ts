import { createHash } from 'node:crypto';

/** Git's id of a blob, in the hash that `like` (another id of the repository) is written in. */
export function blobOid(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/**
 * Whether a file of the working tree is what a checkout of blob `oid` writes: the same bytes, the same text with CRLF
 * line ends, or the content that a Git LFS pointer stands for. No filter is asked: filters are commands.
 */
export function isCheckoutOf(bytes: Buffer, sha256: string, oid: string): boolean {
  if (blobOid(bytes, oid) === oid) return true;
  if (
    bytes.includes('\r\n') &&
    blobOid(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), oid) === oid
  ) {
    return true;
  }
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes.length}\n`;
  return blobOid(Buffer.from(pointer), oid) === oid;
}
