import type { LoopStatus, ReviewStatus } from '../../workflows/messages';

/** What is known of a loop at one moment, to be shown. */
export interface LoopView {
  loopId: string;
  /** null: nobody has answered yet. */
  status: LoopStatus | null;
  /** One or two of the running children, as they see themselves. */
  running: ReviewStatus[];
  /** Milliseconds this iteration takes on, at its own pace; null while unknown. */
  etaMs: number | null;
  /** Why what is shown may be old; null when it is fresh. */
  trouble: string | null;
}

/** A view before anything is known. */
export function emptyView(loopId: string): LoopView {
  return { loopId, status: null, running: [], etaMs: null, trouble: null };
}
