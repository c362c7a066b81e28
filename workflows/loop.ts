import { setCurrentDetails } from '@temporalio/workflow';
import type { LoopPlan, LoopRef } from '../activities/contract';
import { queuedRow, renderTracker, type TrackerRow } from '../review/tracker';
import type { LoopEvent, LoopState } from './loop-state';
import type { LoopStatus } from './messages';
import { reduceLoop } from './reduce-loop';
import type { Treasury } from './treasury';

/** One run of a loop: its state, changed only through events, and the views that queries answer with. */
export class Loop {
  /** Workflow ids of the children in flight. */
  readonly running = new Set<string>();
  /** The money of the children in flight; null while none can be open. */
  treasury: Treasury | null = null;

  constructor(public state: LoopState) {}

  dispatch(event: LoopEvent): void {
    const before = this.state.rows;
    this.state = reduceLoop(this.state, event);
    if (this.state.rows !== before || event.type === 'opened') this.showTracker();
  }

  /** The plan; only after `opened`. */
  get plan(): LoopPlan {
    if (!this.state.plan) throw new TypeError('the loop has no plan before openLoop');
    return this.state.plan;
  }

  /** Where an activity of the present iteration belongs. */
  ref(iteration = this.state.iteration, retry = this.state.repeat): LoopRef {
    const { planId, loopId } = this.plan;
    return {
      planId,
      loopId,
      iteration,
      sweepId: `phase_sweep_${this.state.startedAt.slice(0, 10)}-iter${iteration}`,
      retry,
    };
  }

  tracker(): TrackerRow[] {
    const iterations = this.state.plan?.iterations ?? 0;
    return Array.from({ length: iterations }, (_, i) => {
      const found = this.state.rows.find((row) => row.iter === i + 1);
      return found ?? queuedRow(i + 1);
    });
  }

  status(): LoopStatus {
    const { state } = this;
    const progress = state.progress;
    const row = state.rows.find((r) => r.iter === state.iteration);
    return {
      repo: state.plan?.repo ?? '',
      status: state.stopped
        ? 'stopped'
        : (row?.status ?? (state.iteration === 0 && state.plan ? 'sweeping' : 'queued')),
      iteration: state.iteration,
      iterations: state.plan?.iterations ?? 0,
      paused: state.paused,
      staticOnly: state.plan?.staticOnly ?? false,
      files: {
        total: progress?.total ?? 0,
        done: (progress?.reviewed ?? 0) + (progress?.inconclusive ?? 0),
        reviewed: progress?.reviewed ?? 0,
        inconclusive: progress?.inconclusive ?? 0,
        reused: progress?.reused ?? 0,
      },
      running: [...this.running],
      tokens: state.spent.tokens,
      costUsd: state.spent.costUsd,
      maxTokens: state.budget.maxTokens,
      maxCostUsd: state.budget.maxCostUsd,
      pendingDecisions: state.pending.length,
      notices: state.notices,
    };
  }

  private showTracker(): void {
    const notices = this.state.notices.map((notice) => `\n\n> ${notice}`).join('');
    setCurrentDetails(`${renderTracker(this.tracker())}${notices}`);
  }
}
