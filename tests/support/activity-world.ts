import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { AnswerStore } from '../../activities/answer-store';
import type { Activities, LoopPlan, LoopRef, ModelCall, PagedTarget } from '../../activities/contract';
import { createActivities } from '../../activities/create-activities';
import type { ActivityDeps } from '../../activities/deps';
import { loadPrompts } from '../../config/load-prompts';
import { parseRouting } from '../../config/routing-config';
import { openJsonlStore } from '../../kb/jsonl-store';
import type { ChatAnswer, ChatRequest, ModelProvider } from '../../models/provider';
import { ContentStore } from '../../source/content-store';
import { loadRules } from '../../source/rules/load-rules';
import { makeRepo } from './make-repo';

const ROOT = join(__dirname, '../..');

/** Two models on an OpenAI-style endpoint that the tests answer for. */
export const ROUTING = `
version = 1
[providers.p]
kind = "openai"
base_url = "http://127.0.0.1:9"
[models.big]
provider = "p"
params_b = 200
context_tokens = 100000
usd_per_mtok_in = 1.0
usd_per_mtok_out = 2.0
[models.small]
provider = "p"
params_b = 7
context_tokens = 100000
[ladders.review]
rungs = ["big", "small", "static"]
min_params_b = 120
[ladders.reduce]
rungs = ["big"]
`;

/** Real activities over a real repository and state directory; only models and server are the test's. */
export class ActivityWorld {
  readonly asked: ChatRequest[] = [];
  answer: (request: ChatRequest) => Promise<ChatAnswer> = async () => text('');
  /** Whether a probe of the provider finds it up; the activities then see its models. */
  activities!: Activities;
  deps!: ActivityDeps;
  plan!: LoopPlan;
  ref!: LoopRef;
  private readonly dir = mkdtempSync(join(tmpdir(), 'scrum-loop-activities-'));

  /** A world over a repository of these files. */
  static async over(
    files: Record<string, string | Buffer>,
    input: Record<string, unknown> = {},
  ): Promise<ActivityWorld> {
    const world = new ActivityWorld();
    const repo = makeRepo(files);
    const stateDir = join(world.dir, 'state');
    const folders = [join(ROOT, 'config', 'rules')];
    const provider: ModelProvider = {
      name: 'p',
      chat: (request) => {
        world.asked.push(request);
        return world.answer(request);
      },
      probe: async () => ({ up: true, models: null }),
    };
    world.deps = {
      stateDir,
      cwd: world.dir,
      trustRepoConfig: false,
      store: new ContentStore(join(stateDir, 'content')),
      kb: openJsonlStore(stateDir),
      answers: new AnswerStore(join(stateDir, 'answers')),
      routing: { routing: parseRouting('routing.toml', ROUTING), path: 'routing.toml', sha256: 'routing' },
      defaults: {},
      templates: await loadPrompts(join(ROOT, 'prompts')),
      ruleFolders: folders,
      rules: loadRules(folders),
      env: () => undefined,
      providerNamed: () => provider,
      registeredSearchAttributes: async () => [],
      queueServed: async () => true,
      log: () => undefined,
    };
    const groups = createActivities(world.deps);
    world.activities = inContext({ ...groups.loop, ...groups.review, ...groups.model, ...groups.build });
    world.plan = await world.activities.openLoop({
      input: { repo: repo.dir, ...input },
      workflowId: 'loop',
      firstRunId: 'run',
    });
    world.ref = world.at(1);
    return world;
  }

  at(iteration: number, retry = 0): LoopRef {
    const { planId, loopId } = this.plan;
    return { planId, loopId, iteration, sweepId: `phase_sweep_2026-01-01-iter${iteration}`, retry };
  }

  /** Snapshot and targets of an iteration, by path. */
  async targets(
    ref = this.ref,
  ): Promise<{ snapshotId: string; targetsId: string; byPath: Map<string, PagedTarget> }> {
    const { snapshotId } = await this.activities.takeSnapshot({ ref });
    const { targetsId, total } = await this.activities.selectTargets({ ref, snapshotId, skipped: [] });
    const page = await this.activities.settlePage({
      ref,
      snapshotId,
      targetsId,
      offset: 0,
      limit: total,
      fresh: [],
    });
    return { snapshotId, targetsId, byPath: new Map(page.targets.map((t) => [t.path, t])) };
  }

  /** A review call of the first rung for a target. */
  async call(snapshotId: string, target: PagedTarget, change: Partial<ModelCall> = {}): Promise<ModelCall> {
    const ref = change.ref ?? this.ref;
    const { frame, rungs } = await this.activities.prepareReview({ ref, snapshotId, target });
    const [rung] = rungs;
    if (!rung) throw new Error('the ladder has no rung');
    return { ref, snapshotId, target, task: 'review', frame, rung, attempt: 1, shard: null, ...change };
  }

  async close(): Promise<void> {
    await this.deps.kb.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A whole answer. */
export function text(answer: string): ChatAnswer {
  return { text: answer, reasoning: '', finish: 'stop', promptTokens: 1000, completionTokens: 100 };
}

/** Each activity as a worker would run it: with a context to beat and be cancelled in. */
function inContext(activities: Activities): Activities {
  const wrapped = Object.entries(activities).map(([name, run]) => [
    name,
    (args: unknown) => new MockActivityEnvironment().run(run as (args: unknown) => Promise<unknown>, args),
  ]);
  return Object.fromEntries(wrapped) as Activities;
}
