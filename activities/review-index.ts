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

/** Rows read at a time: a row with its report is several kilobytes. */
const BATCH = 500;

function keyOf(identity: ReviewIdentity): string {
  const { file, contentSha256, promptSha256, ladder } = identity;
  return createHash('sha256')
    .update(JSON.stringify([file, contentSha256, promptSha256, ladder]))
    .digest('base64');
}

/**
 * Reviewed files by identity, learned from the knowledge base as it grows: only new rows are read each time. Only
 * reviews of their own are kept, never a row that is reused itself, so that what is found is always the first of its
 * chain, and the index grows with reviews, not with iterations.
 */
export class ReviewIndex {
  private readonly keys = new Map<string, string>();
  private cursor = 0;

  constructor(private readonly kb: KbStore) {}

  /** Reads what was appended since the last call. */
  async refresh(): Promise<void> {
    for (let moved = true; moved;) {
      const { rows, cursor } = await this.kb.readAfter(
        'scrum_reviews',
        this.cursor,
        { reused_from: null },
        BATCH,
      );
      for (const row of rows as unknown as ReviewRow[]) this.learn(row);
      moved = cursor !== this.cursor && rows.length >= BATCH;
      this.cursor = cursor;
    }
  }

  /** The newest review of its own with this identity, or undefined. */
  async find(identity: ReviewIdentity): Promise<ReviewRow | undefined> {
    const key = this.keys.get(keyOf(identity));
    return key === undefined
      ? undefined
      : ((await this.kb.get('scrum_reviews', key)) as unknown as ReviewRow | undefined);
  }

  private learn(row: ReviewRow): void {
    if (row.outcome !== 'reviewed' || row.prompt_sha256 === null || row.ladder === undefined) return;
    const identity = {
      file: row.file,
      contentSha256: row.content_sha256,
      promptSha256: row.prompt_sha256,
      ladder: row.ladder,
    };
    this.keys.set(keyOf(identity), row.key);
  }
}
