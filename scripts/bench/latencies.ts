import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

/** Milliseconds from start to close of `count` closed children; waits until visibility has seen them all. */
export async function childLatencies(client: Client, query: string, count: number): Promise<number[]> {
  for (let tries = 0; tries < 200; tries++) {
    const found: number[] = [];
    for await (const run of client.workflow.list({ query })) {
      if (run.closeTime) found.push(run.closeTime.getTime() - run.startTime.getTime());
    }
    if (found.length >= count) return found;
    await sleep(100);
  }
  throw new Error(`visibility never showed ${count} runs for ${query}`);
}

/** The p-th percentile (nearest rank). */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))] ?? Number.NaN
  );
}
