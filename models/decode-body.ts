import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body with its content encoding taken off; an unknown encoding is passed through. Errors of either stream surface
 * on the one returned, and destroying it destroys the socket's.
 */
export function decodeBody(body: Readable, encoding: string | string[] | undefined): Readable {
  const name = (Array.isArray(encoding) ? encoding.join(',') : (encoding ?? '')).trim().toLowerCase();
  const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name]?.() : undefined;
  if (!decoder) return body;
  pipeline(body, decoder, (error) => {
    if (error && !decoder.destroyed) decoder.destroy(error);
  });
  return decoder;
}
