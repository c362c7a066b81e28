import type { BigIntStats } from 'node:fs';
import { readlink } from 'node:fs/promises';
import type { ListedFile } from '../forge/list-worktree';
import type { TreeEntry } from '../forge/tree';
import { blobOid, isCheckoutOf } from './blob-oid';
import type { Folders } from './snapshot-folders';
import { isInside } from './snapshot-path';
import { kindOmission, readFailure, type FileRead } from './snapshot-read-file';
import type { OmissionReason, SnapshotFile } from './snapshot-types';
import type { WorktreeRead } from './snapshot-worktree';

type Content = Omit<SnapshotFile, 'path' | 'rawPath'>;

/** One file of the working tree; `changed`: it differs from the commit, as far as that can be told. */
export type Taken =
  | { kind: 'gone' }
  | { kind: 'omitted'; reason: OmissionReason; changed: boolean }
  | { kind: 'file'; file: Content; changed: boolean; read: boolean };

/** Takes one listed file into the store, or says why it is left out. `head`: its entry in the commit. Throws `StoreError`. */
export async function takeFile(
  args: WorktreeRead,
  folders: Folders,
  { path, mode, oid }: ListedFile,
  head: TreeEntry | undefined,
): Promise<Taken> {
  if (mode === '160000') return leftOut('submodule', oid !== head?.oid);
  if (path.at(-1) === 0x2f) return leftOut('submodule', true);
  if (!isInside(path)) return leftOut('special_file', false);
  const above = await folders.above(path);
  if (above !== undefined) return notRead(above, head);
  const absolute = folders.absolute(path);
  let stat: BigIntStats;
  try {
    stat = await args.disk.stat(absolute);
    if (stat.isDirectory()) return { kind: 'gone' };
    if (stat.isSymbolicLink()) {
      const target = await readlink(absolute, { encoding: 'buffer' });
      return leftOut('symlink', head?.mode !== '120000' || blobOid(target, head.oid) !== head.oid);
    }
  } catch (cause) {
    return notRead(readFailure(cause), head);
  }
  const reason = kindOmission(stat) ?? (stat.size > BigInt(args.maxFileBytes) ? 'too_large' : undefined);
  if (reason !== undefined) return notRead({ kind: 'omitted', reason, stat }, head);
  const name = path.toString('latin1');
  return (await remembered(args, name, stat, head)) ?? (await readNow(args, name, absolute, head));
}

async function remembered(
  { cache, store }: WorktreeRead,
  name: string,
  stat: BigIntStats,
  head: TreeEntry | undefined,
): Promise<Taken | undefined> {
  const known = cache.find(name, stat);
  if (known === undefined || known.comparedWith !== (head?.oid ?? '')) return undefined;
  if (!(await store.has(known.sha256, Number(stat.size)))) return undefined;
  cache.remember(name, stat, known);
  const file = contentOf(known.sha256, Number(stat.size), stat);
  return { kind: 'file', file, changed: !known.same || modeDiffers(file, head), read: false };
}

async function readNow(
  args: WorktreeRead,
  name: string,
  absolute: Buffer,
  head: TreeEntry | undefined,
): Promise<Taken> {
  let found: FileRead;
  try {
    found = await args.disk.read(absolute, args.maxFileBytes);
  } catch (cause) {
    found = readFailure(cause);
  }
  if (found.kind !== 'bytes') return notRead(found, head);
  const sha256 = await args.store.put(found.bytes);
  const same = head !== undefined && isCheckoutOf(found.bytes, sha256, head.oid);
  if (found.stable) args.cache.remember(name, found.stat, { sha256, comparedWith: head?.oid ?? '', same });
  const file = contentOf(sha256, found.bytes.length, found.stat);
  return { kind: 'file', file, changed: !same || modeDiffers(file, head), read: true };
}

function contentOf(sha256: string, bytes: number, stat: BigIntStats): Content {
  return { sha256, bytes, ...((stat.mode & 0o100n) === 0n ? {} : { exec: true }) };
}

function modeDiffers(file: Content, head: TreeEntry | undefined): boolean {
  return (head?.mode === '100755') !== (file.exec ?? false);
}

/** Bytes that were not read cannot be compared; another size is another file. */
function notRead(found: FileRead, head: TreeEntry | undefined): Taken {
  if (found.kind !== 'omitted') return { kind: 'gone' };
  const otherSize = found.stat !== undefined && Number(found.stat.size) !== head?.bytes;
  return leftOut(found.reason, head === undefined || otherSize);
}

function leftOut(reason: OmissionReason, changed: boolean): Taken {
  return { kind: 'omitted', reason, changed };
}
