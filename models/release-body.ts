import { finished, type Readable } from 'node:stream';

const MOST_BYTES = 64 * 1024;
const LONGEST_MS = 1000;

/**
 * Lets go of a response body; nobody waits for it. Where the answer is `complete`, what is left (an empty line, the end of
 * the chunked coding) is read, so that its connection is used again; a body that goes on is not worth it. Else, and then,
 * its socket is closed. How the call ended is known already: an error of the body on its way out changes nothing.
 */
export function releaseBody(body: Readable, complete: boolean): void {
  const timer = setTimeout(() => body.destroy(), LONGEST_MS);
  timer.unref();
  finished(body, () => clearTimeout(timer));
  if (!complete) {
    body.destroy();
    return;
  }
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) body.destroy();
  });
}
