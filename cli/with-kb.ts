import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TypedFailure } from '../failures/table';
import { suggestName } from '../config/suggest-name';
import { wellFormed } from '../failures/well-formed';
import { openJsonlStore, type JsonlStore } from '../kb/jsonl-store';
import { STREAMS, type StreamName } from '../kb/streams';
import type { CommandContext } from './command-context';
import { repoPlace } from './repo-place';

/** Opens the knowledge base of the state directory for one command. Throws `InvalidInput` where there is none and none is to be made. */
export async function withKb<T>(
  context: CommandContext,
  use: (store: JsonlStore) => Promise<T>,
  make = false,
): Promise<T> {
  const { stateDir } = repoPlace(context, false);
  if (!make && !existsSync(join(stateDir, 'data', '_kb'))) {
    throw new TypedFailure(
      'InvalidInput',
      `There is no knowledge base in ${wellFormed(stateDir, 1000)}: name the repository with --repo, or --state-dir.`,
    );
  }
  const store = openJsonlStore(stateDir);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** A stream by its name. Throws `InvalidInput` with the one that was most likely meant. */
export function streamNamed(name: string): StreamName {
  const found = STREAMS.find((stream) => stream === name);
  if (found !== undefined) return found;
  const meant = suggestName(name, STREAMS);
  const hint = meant === undefined ? `expected one of ${STREAMS.join(', ')}` : `did you mean ${meant}?`;
  throw new TypedFailure(
    'InvalidInput',
    `Unknown stream ${JSON.stringify(wellFormed(name, 80))}, ${hint}${meant === undefined ? '.' : ''}`,
  );
}
