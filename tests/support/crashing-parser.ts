import { writeFileSync } from 'node:fs';

/** A stand-in for native parsers: dies, is killed, comes to no end or takes all memory on texts that say so. */
export function parseFully(text: string): void {
  const once = /DIES_ONCE (\S+)/.exec(text)?.[1];
  if (text.includes('ABORTS')) process.abort();
  if (text.includes('SEGFAULTS')) process.kill(process.pid, 'SIGSEGV');
  if (text.includes('IS_KILLED')) process.kill(process.pid, 'SIGKILL');
  if (once !== undefined && writeOnce(once)) process.abort();
  while (text.includes('STALLS'));
  const hoard: Buffer[] = [];
  while (text.includes('HOARDS')) hoard.push(Buffer.alloc(16e6, 1));
}

/** Whether it was this call that made the file. */
function writeOnce(path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}
