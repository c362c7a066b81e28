import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, storeFailure } from '../kb/store-failure';
import { ensurePrivateDir } from '../kb/state-dir';

/** A file changed this shortly before a snapshot may change again within the same tick of its clock. */
const RACY_NS = 2_000_000_000n;

/** `[identity, sha256, comparedWith, same]`. */
const entries = z.record(z.string(), z.tuple([z.string(), z.string(), z.string(), z.boolean()]));
type Entry = z.infer<typeof entries>[string];

export interface KnownFile {
  sha256: string;
  /** Blob of the commit that it was compared with; empty when the commit has none of that name. */
  comparedWith: string;
  /** Whether it is a checkout of that blob. */
  same: boolean;
}

/** What files looked like when they were last read, so that an unchanged tree is not read again. Kept in the state directory. */
export class StatCache {
  private readonly next: Record<string, Entry> = {};

  private constructor(
    private readonly path: string,
    private readonly last: Readonly<Record<string, Entry>>,
    private readonly startedNs: bigint,
  ) {}

  /** Opens the cache of a repository; one that cannot be parsed is begun anew. `now`: milliseconds at the snapshot's start. */
  static async open(stateDir: string, root: string, now: number): Promise<StatCache> {
    const dir = join(stateDir, 'stat-cache');
    ensurePrivateDir(dir);
    const path = join(dir, `${createHash('sha256').update(root).digest('hex').slice(0, 24)}.json`);
    return new StatCache(path, await readEntries(path), BigInt(Math.trunc(now)) * 1_000_000n);
  }

  find(name: string, stat: BigIntStats): KnownFile | undefined {
    const entry = Object.hasOwn(this.last, name) ? this.last[name] : undefined;
    if (entry?.[0] !== identityOf(stat)) return undefined;
    return { sha256: entry[1], comparedWith: entry[2], same: entry[3] };
  }

  /** Remembers a file unless it changed too recently to be told from its next version. */
  remember(name: string, stat: BigIntStats, known: KnownFile): void {
    const changed = stat.mtimeNs > stat.ctimeNs ? stat.mtimeNs : stat.ctimeNs;
    if (changed + RACY_NS >= this.startedNs) return;
    this.next[name] = [identityOf(stat), known.sha256, known.comparedWith, known.same];
  }

  /** Writes what this snapshot saw. Throws `StoreError`. */
  async save(): Promise<void> {
    const temporary = `${this.path}.${process.pid}-${this.startedNs}.tmp`;
    try {
      await writeFile(temporary, JSON.stringify(this.next), { mode: 0o600 });
      await rename(temporary, this.path);
    } catch (cause) {
      throw storeFailure('write', this.path, cause);
    }
  }
}

function identityOf({ mtimeNs, ctimeNs, size, ino, dev, mode }: BigIntStats): string {
  return [mtimeNs, ctimeNs, size, ino, dev, mode].join(' ');
}

async function readEntries(path: string): Promise<Record<string, Entry>> {
  try {
    return entries.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    // A cache of an older form or torn by a crash is as good as none: everything is read again.
    if (errorCode(cause) === 'ENOENT' || cause instanceof SyntaxError || cause instanceof z.ZodError)
      return {};
    throw storeFailure('read', path, cause);
  }
}
