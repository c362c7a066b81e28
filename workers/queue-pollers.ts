import { temporal } from '@temporalio/proto';
import type { NativeConnection } from '@temporalio/worker';

/** Whether any worker has polled a queue for activities within the last minutes, as the server remembers it. */
export async function isPolled(
  connection: NativeConnection,
  namespace: string,
  taskQueue: string,
): Promise<boolean> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
  });
  return (pollers ?? []).length > 0;
}
