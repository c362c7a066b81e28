import { Context } from '@temporalio/activity';

/**
 * Beats by timer at a third of the heartbeat timeout while `work` runs: a model that thinks a minute before its first
 * byte is else taken for dead and paid twice. Local activities have no heartbeat and need none.
 */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const every = (context.info.heartbeatTimeoutMs ?? 0) / 3;
  const timer = every > 0 ? setInterval(() => context.heartbeat(), every) : undefined;
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
