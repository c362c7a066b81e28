import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, Buffer>();

/** 32 random bytes that stay in the state directory; made once, also when several processes start at once. */
export function stateSecret(stateDir: string): Buffer {
  const cached = known.get(stateDir);
  if (cached) return cached;
  const path = join(stateDir, 'secret');
  const secret = read(path) ?? create(path);
  known.set(stateDir, secret);
  return secret;
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Whole or not at all: a link to the finished file fails where another process was first. */
function create(path: string): Buffer {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(temporary, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFileSync(path);
}
