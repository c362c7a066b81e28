import type { Client } from '@temporalio/client';

export interface LoopLine {
  loopId: string;
  /** `RUNNING`, `COMPLETED`, `FAILED`, … */
  state: string;
  /** ISO UTC. */
  started: string;
  closed: string | null;
}

/** Loops by their newest run, newest first; the runs a loop continued from are left out. */
export async function listLoops(client: Client, most = 200): Promise<LoopLine[]> {
  const loops: LoopLine[] = [];
  for await (const run of client.workflow.list({ query: 'WorkflowType="scrumLoop"' })) {
    if (run.status.name === 'CONTINUED_AS_NEW') continue;
    loops.push({
      loopId: run.workflowId,
      state: run.status.name,
      started: run.startTime.toISOString(),
      closed: run.closeTime?.toISOString() ?? null,
    });
    if (loops.length >= most) break;
  }
  return loops;
}
