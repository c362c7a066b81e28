/**
 * Runs `work` over what `next` hands out with at most `limit` at once. Lanes over one shared source hold the bound
 * exactly; counters guarded by `condition` do not. Ends when `next` answers undefined in every lane; the first error
 * is thrown after all lanes have ended.
 */
export async function runLanes<T>(
  limit: number,
  next: () => Promise<T | undefined>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const lanes = Array.from({ length: Math.max(1, limit) }, async () => {
    for (let item = await next(); item !== undefined; item = await next()) await work(item);
  });
  const ended = await Promise.allSettled(lanes);
  const failed = ended.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
}
