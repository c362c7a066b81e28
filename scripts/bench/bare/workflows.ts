import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { BareActivities } from './activities';

const { step } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** One file as a bare child with three activities. */
export async function bareFile(): Promise<void> {
  for (let n = 0; n < 3; n++) await step(n);
}

/** A bare parent: `files` children, `lanes` at once. */
export async function bareLoop(files: number, lanes: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next++ < files) await executeChild(bareFile, { args: [] });
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
