import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/create-activities';
import type { ReviewRow } from '../../kb/streams';
import type { LoopInput, LoopResult } from '../../workflows/messages';
import type { scrumLoop } from '../../workflows/scrum-loop';
import type { ActivityWorld } from './activity-world';
import { workflowBundle } from './workflow-bundle';

export type StartedLoop = WorkflowHandle<typeof scrumLoop> & { firstExecutionRunId: string };

/** Whole loops over a world's repository: the real workflows with the real activities; only the models are the test's. */
export class RealLoops {
  /** Loops started in this test file. */
  static started = 0;
  private readonly running: Promise<void>[] = [];

  private constructor(
    private readonly env: TestWorkflowEnvironment,
    readonly world: ActivityWorld,
    private readonly workers: Worker[],
  ) {
    for (const worker of workers) this.running.push(worker.run());
  }

  static async over(env: TestWorkflowEnvironment, world: ActivityWorld): Promise<RealLoops> {
    const groups = createActivities(world.deps);
    const activities = { ...groups.loop, ...groups.review, ...groups.model, ...groups.build };
    const common = { connection: env.nativeConnection, activities };
    const workers = await Promise.all([
      Worker.create({ ...common, taskQueue: 'scrum-loop', workflowBundle: await workflowBundle() }),
      Worker.create({ ...common, taskQueue: 'scrum-loop-build' }),
      Worker.create({ ...common, taskQueue: 'scrum-loop-model-p' }),
    ]);
    return new RealLoops(env, world, workers);
  }

  /** Starts a loop over the repository of the world; `signal` is there before its first step. */
  async start(
    workflowId: string,
    input: Partial<LoopInput> = {},
    signal?: { name: string; args: unknown[] },
  ): Promise<StartedLoop> {
    RealLoops.started += 1;
    const args: [LoopInput] = [{ repo: this.world.plan.repo, iterations: 3, ...input }];
    const options = { taskQueue: 'scrum-loop', workflowId, args };
    const { workflow } = this.env.client;
    if (signal === undefined) return workflow.start<typeof scrumLoop>('scrumLoop', options);
    const handle = await workflow.signalWithStart<typeof scrumLoop, unknown[]>('scrumLoop', {
      ...options,
      signal: signal.name,
      signalArgs: signal.args,
    });
    return Object.assign(handle, { firstExecutionRunId: handle.signaledRunId });
  }

  async run(workflowId: string, input: Partial<LoopInput> = {}): Promise<LoopResult> {
    return (await this.start(workflowId, input)).result();
  }

  /** Review rows in the order written, of one loop and iteration. */
  async rows(loopId: string, iteration: number): Promise<ReviewRow[]> {
    const rows = await this.world.deps.kb.read('scrum_reviews', { loop_id: loopId, iteration });
    return rows as unknown as ReviewRow[];
  }

  /** Children that reviewed a file, over all runs of a loop. */
  async children(handle: StartedLoop): Promise<number> {
    let children = 0;
    for (let runId: string | undefined = handle.firstExecutionRunId; runId;) {
      const { events } = await this.env.client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
      const started = (events ?? []).map(
        (event) => event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name,
      );
      children += started.filter((name) => name === 'reviewFile').length;
      runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
    }
    return children;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.world.plan.repo, path), text);
  }

  async close(): Promise<void> {
    for (const worker of this.workers) worker.shutdown();
    await Promise.all(this.running);
  }
}
