import { mkdir, open, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { TypedFailure } from '../failures/table';

/**
 * Keeps which execution chain a loop id belongs to: a second loop started under an old workflow id gets `-2`, so that
 * its rows never meet those of the first. Asked twice by the same chain it answers the same.
 */
export async function claimLoopId(stateDir: string, workflowId: string, firstRunId: string): Promise<string> {
  const dir = join(stateDir, 'loops');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (let n = 1; n < 100_000; n++) {
    const loopId = n === 1 ? workflowId : `${workflowId}-${n}`;
    const path = join(dir, `${createHash('sha256').update(loopId).digest('hex')}.json`);
    if ((await claimed(path, loopId, firstRunId)) === firstRunId) return loopId;
  }
  throw new TypedFailure('StoreError', `Loop id ${workflowId} is used up in ${dir}.`);
}

/** The chain that owns the id: this one where nobody did. */
async function claimed(path: string, loopId: string, firstRunId: string): Promise<string> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ loopId, firstRunId }));
      await file.sync();
    } finally {
      await file.close();
    }
    return firstRunId;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const text = await readFile(path, 'utf8');
    // A crash between creating and writing leaves an empty claim: nobody's rows stand under it, but it is not ours.
    return text === '' ? '' : (JSON.parse(text) as { firstRunId: string }).firstRunId;
  }
}
