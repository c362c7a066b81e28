import type { GateClock } from '../../models/gate/gate-clock';

/** A clock that stands still until a test moves it, and a chance that is what the test says. */
export class HandClock implements GateClock {
  private time = Date.UTC(2026, 0, 15, 12);
  private timers: { at: number; run: () => void }[] = [];
  chance = 0;

  now = (): number => this.time;
  random = (): number => this.chance;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  /** Timers that wait. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Moves on, running what falls due in its order; what that sets off has run too. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await settled();
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
    await settled();
  }
}

/** Every promise that can go on has. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
