import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities, ModelCallResult, ModelCall, Rung } from '../activities/contract';

const retry = {
  initialInterval: '500ms',
  backoffCoefficient: 2,
  maximumInterval: '20s',
  maximumAttempts: 8,
} as const;

/** Quick steps of the loop; a snapshot or sweep of a large repository heartbeats. */
export const loopActivities = proxyActivities<Activities>({
  taskQueue: 'scrum-loop',
  startToCloseTimeout: '2h',
  heartbeatTimeout: '20s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
});

/** Steps of one file that wait for nothing: run inside the workflow task, one marker each. */
export const fileActivities = proxyLocalActivities<
  Pick<Activities, 'prepareReview' | 'weighReview' | 'judgeAndRecord' | 'callModel' | 'queueServed'>
>({
  startToCloseTimeout: '5m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry,
});

/** The operator's build commands; each has its own timeout inside, so this one only bounds a lost worker. */
export const buildActivities = proxyActivities<Pick<Activities, 'runGate'>>({
  taskQueue: 'scrum-loop-build',
  startToCloseTimeout: '24h',
  heartbeatTimeout: '20s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { ...retry, maximumAttempts: 3 },
});

/** Name of the provider that is the embedded reviewer. */
const STATIC = 'static';

/**
 * One call of one model. The heartbeat timeout is short so that a killed worker is noticed within seconds; the activity
 * beats by timer, and a retry in the same process joins the call that is still in flight. The embedded reviewer waits
 * for nobody, so it is a local activity like the other steps of a file: no queue, no heartbeat, six events less.
 */
export function callModel(rung: Rung, call: ModelCall, summary: string): Promise<ModelCallResult> {
  if (rung.provider === STATIC) return fileActivities.callModel.executeWithOptions({ summary }, [call]);
  const group = proxyActivities<Pick<Activities, 'callModel'>>({
    taskQueue: rung.taskQueue,
    // A call may stand in line for a free slot of its provider as long as it may then take.
    startToCloseTimeout: (2 * rung.timeoutS + 60) * 1000,
    scheduleToStartTimeout: (rung.startWithinS ?? 60) * 1000,
    heartbeatTimeout: '3s',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary,
    retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s', maximumAttempts: 5 },
  });
  return group.callModel(call);
}
