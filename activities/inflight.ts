import { Context } from '@temporalio/activity';
import type { StoredAnswer } from './answer-store';

interface Flight {
  answer: Promise<StoredAnswer>;
  abort: AbortController;
  waiting: number;
}

const flights = new Map<string, Flight>();

/**
 * Makes a call, or joins the same call already in flight in this process: an attempt that Temporal took for lost (a late
 * heartbeat) may still be waiting for its answer, and the next attempt must not pay again. The socket is closed only
 * when the workflow asked for cancellation, or this worker shuts down, and nobody else waits.
 */
export async function joinCall(
  id: string,
  signal: AbortSignal,
  make: (signal: AbortSignal) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  let flight = flights.get(id);
  if (!flight) {
    const abort = new AbortController();
    const answer = make(abort.signal).finally(() => flights.delete(id));
    flight = { answer, abort, waiting: 0 };
    flights.set(id, flight);
  }
  const { abort, answer } = flight;
  const joined = flight;
  joined.waiting += 1;
  // Taken here: a listener runs outside the activity's own context.
  const context = Context.current();
  const leave = (): void => {
    joined.waiting -= 1;
    if (joined.waiting === 0 && isMeant(context)) abort.abort(signal.reason);
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  try {
    return await answer;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Whether a cancelled attempt was meant to end, rather than given up by the server as lost. */
function isMeant(context: Context): boolean {
  const details = context.cancellationDetails;
  return details === undefined || details.cancelRequested || details.workerShutdown;
}
