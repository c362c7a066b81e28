import type { ModelCall, ModelCallResult, Rung } from '../activities/contract';
import { callModel, fileActivities } from './activity-groups';
import { wasNeverTaken } from './call-failure';

/** A busy provider is waited for in turns of a minute and more; so many are days. */
const MOST_TURNS = 2000;

/**
 * One call of one model. A call that no worker took in time may only have stood behind others (one slot, four shards):
 * it stands in line again as long as somebody serves the queue, and fails when nobody does.
 */
export async function queuedCall(rung: Rung, call: ModelCall, summary: string): Promise<ModelCallResult> {
  for (let turn = 1; ; turn++) {
    try {
      return await callModel(rung, call, summary);
    } catch (error) {
      if (!wasNeverTaken(error) || turn >= MOST_TURNS) throw error;
      const { served } = await fileActivities.queueServed({ taskQueue: rung.taskQueue });
      if (!served) throw error;
    }
  }
}
