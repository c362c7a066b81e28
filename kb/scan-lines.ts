import type { FileHandle } from 'node:fs/promises';

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Calls `onLine` with every finished line of `[from, size)`, without its newline, and its offset in the file, until it
 * answers false. Resolves to the offset after the last line it saw; at the end, what follows is unfinished. The buffer
 * is valid during the call.
 */
export async function scanLines(
  handle: FileHandle,
  from: number,
  size: number,
  onLine: (line: Buffer, offset: number) => unknown,
): Promise<number> {
  let done = from;
  let rest = Buffer.alloc(0);
  for (let at = from; at < size;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const fresh = chunk.subarray(0, bytesRead);
    const data = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end !== -1; end = data.indexOf(NEWLINE, start)) {
      const more = onLine(data.subarray(start, end), done);
      done += end + 1 - start;
      start = end + 1;
      if (more === false) return done;
    }
    rest = data.subarray(start);
  }
  return done;
}

/** The row in a line, or undefined where the line is no JSON object with a key (disk damage, a foreign hand). */
export function rowIn(line: Buffer): { key: string; [field: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (typeof value !== 'object' || value === null || !('key' in value) || typeof value.key !== 'string')
      return undefined;
    return value as { key: string };
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
