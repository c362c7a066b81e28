import { condition } from '@temporalio/workflow';
import { loopActivities } from './activity-groups';
import type { Loop } from './loop';

/** Writes every signal into the knowledge base, in order, beside the loop's main work. */
export class SignalRecorder {
  private closing = false;

  constructor(private readonly loop: Loop) {}

  /** Runs until `drain` is called and nothing is left. A signal that comes later travels in the state. */
  async run(): Promise<void> {
    for (;;) {
      await condition(() => this.closing || this.loop.state.unrecorded.length > 0);
      const record = this.loop.state.unrecorded[0];
      if (!record) return;
      const { iteration, ...what } = record;
      await loopActivities.recordSignal.executeWithOptions(
        { summary: `signal ${record.seq} into the knowledge base` },
        [{ ref: this.loop.ref(iteration, 0), ...what }],
      );
      this.loop.dispatch({ type: 'recorded', seq: record.seq });
    }
  }

  async drain(): Promise<void> {
    this.closing = true;
    await condition(() => this.loop.state.unrecorded.length === 0);
  }
}
