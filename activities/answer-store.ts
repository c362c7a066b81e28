import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TypedFailure } from '../failures/table';
import type { ChatAnswer } from '../models/provider';

/** A completed call as it lies on disk: an activity that is retried finds it and asks nobody again. */
export interface StoredAnswer extends ChatAnswer {
  model: string;
  /** Milliseconds the call took. */
  ms: number;
  costUsd: number | null;
  /** Secrets masked in the prompt. */
  masked: number;
}

/** What makes two calls the same: paid for one of them, the other is free. */
export interface CallIdentity {
  loopId: string;
  iteration: number;
  retry: number;
  path: string;
  shard: number | null;
  task: string;
  model: string;
  attempt: number;
  promptSha256: string;
}

/** Content-addressed answers under one folder, a file each; written whole and synced before a call counts as completed. */
export class AnswerStore {
  constructor(private readonly dir: string) {}

  static idOf(identity: CallIdentity): string {
    const { loopId, iteration, retry, path, shard, task, model, attempt, promptSha256 } = identity;
    const parts = [loopId, iteration, retry, path, shard, task, model, attempt, promptSha256];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** The stored answer, or undefined when this call was never completed. Throws `StoreError`. */
  async find(id: string): Promise<StoredAnswer | undefined> {
    try {
      return JSON.parse(await readFile(this.pathOf(id), 'utf8')) as StoredAnswer;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw storeError('read', this.pathOf(id), cause);
    }
  }

  /** As `find`; a missing answer is `SnapshotLost`: the workflow knows it was given. */
  async get(id: string): Promise<StoredAnswer> {
    const found = await this.find(id);
    if (!found)
      throw new TypedFailure('SnapshotLost', `Answer ${id} is not in the state directory of this worker.`);
    return found;
  }

  /** Durable once it resolves. Throws `StoreError`. */
  async put(id: string, answer: StoredAnswer): Promise<void> {
    const path = this.pathOf(id);
    const temporary = `${path}.${process.pid}.${Date.now()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(answer));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (cause) {
      throw storeError('write', path, cause);
    }
  }

  private pathOf(id: string): string {
    return join(this.dir, id.slice(0, 2), `${id}.json`);
  }
}

function storeError(verb: string, path: string, cause: unknown): TypedFailure {
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new TypedFailure('StoreError', `Cannot ${verb} ${path}: ${why}.`, undefined, { cause });
}
