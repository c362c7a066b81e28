import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

type History = temporal.api.history.v1.IHistory;

const bytesOf = (history: History): number => temporal.api.history.v1.History.encode(history).finish().length;

/** What one file costs in history: its child, and its share of the parent's run. */
export async function historyOf(client: Client, loopId: string, files: number): Promise<string[]> {
  let child: string | undefined;
  for await (const run of client.workflow.list({
    query: `WorkflowType='reviewFile' AND WorkflowId STARTS_WITH '${loopId}/'`,
  })) {
    child ??= run.workflowId;
  }
  if (child === undefined) throw new Error(`loop ${loopId} has no child`);
  const one = await client.workflow.getHandle(child).fetchHistory();
  const parent = await client.workflow.getHandle(loopId).fetchHistory();
  const events = parent.events?.length ?? 0;
  const bytes = bytesOf(parent);
  return [
    `child: ${one.events?.length ?? 0} events, ${bytesOf(one)} bytes (aim ≤ 18 events)`,
    `parent: ${events} events and ${bytes} bytes for ${files} files = ${(events / files).toFixed(2)} events (aim ≤ 5) ` +
      `and ${(bytes / files).toFixed(0)} bytes a file (aim ≤ 1024)`,
  ];
}
