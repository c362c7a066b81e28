import type { LoopStatus } from '../../workflows/messages';

/** Tells from the pace of the present iteration how long it takes on. Reused files are settled at once and count for nothing. */
export class Pace {
  private iteration = -1;
  private since = 0;
  private doneBefore = 0;

  /** Milliseconds left of this iteration; null before three files were seen to end. `now` in milliseconds. */
  etaMs({ iteration, files, status, paused }: LoopStatus, now: number): number | null {
    const worked = files.done - files.reused;
    if (iteration !== this.iteration || worked < this.doneBefore) {
      this.iteration = iteration;
      this.since = now;
      this.doneBefore = worked;
    }
    const ended = worked - this.doneBefore;
    const left = files.total - files.done;
    if (status !== 'running' || paused || ended < 3 || left <= 0) return null;
    return ((now - this.since) / ended) * left;
  }
}
