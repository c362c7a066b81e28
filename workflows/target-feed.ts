import { condition } from '@temporalio/workflow';
import type { PagedTarget } from '../activities/contract';
import { loopActivities } from './activity-groups';
import type { Loop } from './loop';

/** Files asked for at once. The activity may take fewer, so that its answer stays a small payload. */
const PAGE = 500;

/**
 * Hands out the targets of an iteration one by one, fetching pages ahead of the lanes. Files that an earlier identical
 * review settles never come out of it: they are settled by the page's activity. Answers undefined when there are no
 * more, or as soon as `mayGoOn` says no; what was fetched and not handed out stays in the state.
 */
export class TargetFeed {
  private fetching: Promise<void> | null = null;
  private failure: unknown;

  constructor(
    private readonly loop: Loop,
    private readonly lookahead: number,
    private readonly mayGoOn: () => boolean,
  ) {}

  async next(): Promise<PagedTarget | undefined> {
    for (;;) {
      await condition(() => !this.loop.state.paused || !this.mayGoOn());
      if (!this.mayGoOn()) return undefined;
      const { progress } = this.loop.state;
      if (!progress) return undefined;
      if (progress.leftover.length < this.lookahead && progress.offset < progress.total) this.startFetch();
      const target = progress.leftover[0];
      if (target) {
        this.loop.dispatch({ type: 'handedOut' });
        return target;
      }
      if (!this.fetching) return undefined;
      await this.close();
    }
  }

  /** Waits for a page still on its way, so that nothing it settled is lost. */
  async close(): Promise<void> {
    await this.fetching;
    if (this.failure !== undefined) throw this.failure;
  }

  /** A failed fetch is kept for whoever asks next: no lane may be waiting for it at this moment. */
  private startFetch(): void {
    this.fetching ??= this.fetch()
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.fetching = null;
      });
  }

  private async fetch(): Promise<void> {
    const { loop } = this;
    const { progress, fresh } = loop.state;
    if (!progress) return;
    const { snapshotId, targetsId, offset, total } = progress;
    const page = await loopActivities.settlePage.executeWithOptions(
      {
        summary: `iter ${loop.state.iteration} · targets ${offset + 1}-${Math.min(offset + PAGE, total)} of ${total}`,
      },
      [{ ref: loop.ref(), snapshotId, targetsId, offset, limit: PAGE, fresh }],
    );
    const taken = page.targets.length + page.reused.length;
    const nextOffset = taken === 0 ? total : offset + taken;
    loop.dispatch({ type: 'fetched', targets: page.targets, reused: page.reused, nextOffset });
  }
}
