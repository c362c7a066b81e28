/** Time and chance, handed in so that tests wait on no clock. */
export interface GateClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Calls back after so many milliseconds; the function returned takes that back. */
  after(ms: number, run: () => void): () => void;
}

export const realClock: GateClock = {
  now: Date.now,
  random: Math.random,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
