import type { KbStore } from '../kb/kb-store';
import type { OverrideRow } from '../kb/streams';
import { decideFile, type RejectedFile } from '../sweep/dismissal';

/** Rejected files of every repository, learned from the decisions in the knowledge base as they come. */
export class DismissalIndex {
  private readonly repos = new Map<string, Map<string, RejectedFile>>();
  private cursor = 0;

  constructor(private readonly kb: KbStore) {}

  /** Rejected files of a repository by path, from all of its loops; read only. */
  async of(repo: string): Promise<ReadonlyMap<string, RejectedFile>> {
    const { rows, cursor } = await this.kb.readAfter('human_overrides', this.cursor);
    this.cursor = cursor;
    for (const row of rows as unknown as OverrideRow[]) this.learn(row);
    return this.repos.get(repo) ?? new Map();
  }

  private learn(row: OverrideRow): void {
    const { repo, file, scope, accepted } = row;
    if (!accepted || scope !== 'file' || file === null || repo === undefined) return;
    const files = this.repos.get(repo) ?? new Map<string, RejectedFile>();
    this.repos.set(repo, files);
    const decided = decideFile(files.get(file), row);
    if (decided) files.set(file, decided);
    else files.delete(file);
  }
}

const indexes = new WeakMap<object, DismissalIndex>();

/** What people dismissed in a repository, in this and earlier loops. */
export function rejectedFiles(kb: KbStore, repo: string): Promise<ReadonlyMap<string, RejectedFile>> {
  const index = indexes.get(kb) ?? new DismissalIndex(kb);
  indexes.set(kb, index);
  return index.of(repo);
}
