import { createHash } from 'node:crypto';
import type { ReviewRow } from '../kb/streams';
import type { KbStore } from '../kb/kb-store';

/** What must be the same for an earlier review to count again. */
export interface ReviewIdentity {
  file: string;
  contentSha256: string;
  promptSha256: string;
  ladder: string;
}

function keyOf(identity: ReviewIdentity): string {
  const { file, contentSha256, promptSha256, ladder } = identity;
  return createHash('sha256')
    .update(JSON.stringify([file, contentSha256, promptSha256, ladder]))
    .digest('base64');
}

/** Reviewed files by identity, learned from the knowledge base as it grows: only new rows are read each time. */
export class ReviewIndex {
  private readonly keys = new Map<string, string>();
  private cursor = 0;

  constructor(private readonly kb: KbStore) {}

  /** Reads what was appended since the last call. */
  async refresh(): Promise<void> {
    const { rows, cursor } = await this.kb.readAfter('scrum_reviews', this.cursor);
    this.cursor = cursor;
    for (const row of rows as unknown as ReviewRow[]) {
      if (row.outcome !== 'reviewed' || row.prompt_sha256 === null || row.ladder === undefined) continue;
      const identity = {
        file: row.file,
        contentSha256: row.content_sha256,
        promptSha256: row.prompt_sha256,
        ladder: row.ladder,
      };
      this.keys.set(keyOf(identity), row.key);
    }
  }

  /** The newest review with this identity, or undefined. */
  async find(identity: ReviewIdentity): Promise<ReviewRow | undefined> {
    const key = this.keys.get(keyOf(identity));
    return key === undefined
      ? undefined
      : ((await this.kb.get('scrum_reviews', key)) as unknown as ReviewRow | undefined);
  }
}
