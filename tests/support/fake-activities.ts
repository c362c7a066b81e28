import type {
  Activities,
  FileOutcome,
  JudgeArgs,
  LoopPlan,
  ModelCall,
  ModelCallResult,
  PreparedReview,
  PromptEstimate,
  Rung,
} from '../../activities/contract';

export const RUNG: Rung = {
  model: 'm1',
  provider: 'p',
  taskQueue: 'scrum-loop',
  attempts: 2,
  capped: false,
  timeoutS: 60,
};

/** A world for workflow tests: activities that answer from memory and remember every call. */
export class FakeWorld {
  readonly calls: { name: string; args: unknown }[] = [];
  plan: LoopPlan;
  files = ['src/a.ts', 'src/b.ts', 'src/c.ts'];
  rungs: Rung[] = [RUNG];
  shards = 0;
  shardBytes = 1;
  bytes = 100;
  estimate: PromptEstimate | undefined;
  model: (call: ModelCall) => Promise<ModelCallResult> = async (call) => answered('accepted', call);
  judge: (path: string, iteration: number) => Partial<FileOutcome> = () => ({});
  undecided: (args: JudgeArgs) => boolean = () => false;
  secondOpinion: PreparedReview['secondOpinion'];
  served: () => boolean = () => false;
  gate: (iteration: number) => boolean | null = () => true;
  reused: (path: string, iteration: number) => boolean = () => false;

  constructor(plan: Partial<LoopPlan> = {}) {
    this.plan = {
      planId: 'plan',
      loopId: 'loop',
      repo: '/repo',
      repoName: 'repo',
      iterations: 2,
      concurrency: 2,
      fix: 'none',
      maxCostUsd: null,
      maxTokens: null,
      gate: { commands: 0, onRed: 'stop', waitLimitMs: 1000 },
      searchAttributes: [],
      routingSha256: 'r',
      staticOnly: false,
      notices: [],
      ...plan,
    };
  }

  argsOf<T>(name: keyof Activities): T[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args as T);
  }

  activities(): Activities {
    let selected: string[] = [];
    const target = (path: string) => ({
      path,
      sha256: `sha-${path}`,
      bytes: this.bytes,
      language: 'typescript',
    });
    const outcome = (path: string, iteration: number, reused = false): FileOutcome => ({
      path,
      outcome: 'reviewed',
      verdict: 'pass',
      tier: 'auto',
      findings: 0,
      tokens: 10,
      costUsd: 0.1,
      reused,
      ...this.judge(path, iteration),
    });
    const all: Activities = {
      openLoop: async () => this.plan,
      takeSnapshot: async () => ({
        snapshotId: 'snap',
        commit: 'c',
        dirty: false,
        files: this.files.length,
      }),
      selectTargets: async ({ skipped }) => {
        selected = this.files.filter((f) => !skipped.includes(f));
        return { targetsId: 't', total: selected.length, omissions: {} };
      },
      settlePage: async ({ ref, offset, limit, fresh }) => {
        const page = selected.slice(offset, offset + limit);
        const reused = page.filter((p) => !fresh.includes(p) && this.reused(p, ref.iteration));
        return {
          targets: page.filter((p) => !reused.includes(p)).map(target),
          reused: reused.map((p) => outcome(p, ref.iteration, true)),
        };
      },
      findTarget: async ({ path }) => (this.files.includes(path) ? target(path) : null),
      recordUnreviewed: async ({ targets, offset }) =>
        targets.length + Math.max(0, this.files.length - offset),
      runSweep: async ({ ref }) => ({
        sweepId: ref.sweepId,
        findings: 10 - ref.iteration,
        bySeverity: { high: 0, medium: 0, low: 0 },
        metricsKey: 'k',
        improved: true,
      }),
      recordSignal: async () => undefined,
      prepareReview: async ({ ref }) => ({
        frame: ref.iteration === 1 ? 'soft' : 'forensic',
        ladder: 'review',
        rungs: this.rungs,
        reduceRungs: this.rungs,
        shards: Array.from({ length: this.shards }, (_, index) => ({
          index,
          start: index * this.shardBytes,
          end: (index + 1) * this.shardBytes,
        })),
        ...(this.secondOpinion ? { secondOpinion: this.secondOpinion } : {}),
        ...(this.estimate ? { estimate: this.estimate } : {}),
      }),
      queueServed: async () => ({ served: this.served() }),
      weighReview: async (args) => ({ undecided: this.undecided(args) }),
      judgeAndRecord: async (args) => ({
        ...outcome(args.target.path, args.ref.iteration),
        ...(args.reason
          ? { outcome: 'inconclusive' as const, verdict: null, tier: 'block' as const, reason: args.reason }
          : {}),
      }),
      callModel: async (call) => this.model(call),
      runGate: async ({ ref }) => ({
        green: this.gate(ref.iteration),
        summary: ['make → 1'],
        testFailCount: null,
      }),
    };
    const remembered = Object.entries(all).map(([name, run]) => [
      name,
      async (args: unknown) => {
        this.calls.push({ name, args });
        return (run as (args: unknown) => Promise<unknown>)(args);
      },
    ]);
    return Object.fromEntries(remembered) as Activities;
  }
}

export function answered(outcome: ModelCallResult['outcome'], call: ModelCall, reason = ''): ModelCallResult {
  const answerId =
    outcome === 'accepted'
      ? `${call.rung.model}/${call.target.path}/${call.shard?.index ?? call.task}`
      : null;
  return {
    outcome,
    reason,
    answerId,
    format: 'forensic_json',
    ms: 1,
    promptTokens: 5,
    completionTokens: 5,
    costUsd: 0.1,
  };
}
