import type { GateClock } from './gate-clock';

/** Calls that wait at a gate for something to change. They wake in the order they came, and look again for themselves. */
export class Bell {
  private waiting = new Set<() => void>();

  constructor(private readonly clock: GateClock) {}

  ring(): void {
    const woken = this.waiting;
    this.waiting = new Set();
    for (const wake of woken) wake();
  }

  /** Resolves at the next ring, or after `ms`; throws the reason of an abort. */
  async wait(signal: AbortSignal, ms?: number): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const stop = ms === undefined ? undefined : this.clock.after(ms, () => wake());
      const wake = (): void => {
        stop?.();
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
    signal.throwIfAborted();
  }
}
