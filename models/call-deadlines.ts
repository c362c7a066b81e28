export interface Deadlines {
  /** Aborted by the caller's signal or by a missed deadline. */
  signal: AbortSignal;
  /** Call on each piece of the answer: starts the idle deadline anew. */
  sawProgress(): void;
  /** Which deadline was missed, as a sentence; undefined when none. */
  missed(): string | undefined;
  clear(): void;
}

/** Own total and idle deadlines of one call, in milliseconds; the idle one runs from the first piece on. */
export function callDeadlines(call: { signal: AbortSignal; totalMs: number; idleMs: number }): Deadlines {
  const controller = new AbortController();
  let missed: string | undefined;
  const miss = (sentence: string) => () => {
    missed = sentence;
    controller.abort(new Error(sentence));
  };
  const onAbort = () => controller.abort(call.signal.reason);
  call.signal.addEventListener('abort', onAbort, { once: true });
  const total = setTimeout(
    miss(`the model gave no whole answer within ${call.totalMs / 1000} s`),
    call.totalMs,
  );
  const silence = miss(`the model fell silent for ${call.idleMs / 1000} s in the middle of its answer`);
  let idle: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    sawProgress() {
      clearTimeout(idle);
      idle = setTimeout(silence, call.idleMs);
    },
    missed: () => missed,
    clear() {
      clearTimeout(total);
      clearTimeout(idle);
      call.signal.removeEventListener('abort', onAbort);
    },
  };
}
