import { channel } from 'node:diagnostics_channel';
import type { ChildProcess } from 'node:child_process';
import type { PagedTarget } from '../../activities/contract';
import type { ReviewRow } from '../../kb/streams';
import { ActivityWorld, text } from './activity-world';
import { twinOf, type AttackCase, type TwinRepo } from './attack-cases';
import { ObedientModel } from './obedient-model';

/** What came of a repository whose every file was reviewed by an obedient model. */
export interface Reviewed {
  repo: TwinRepo;
  /** By path. */
  rows: Map<string, ReviewRow>;
  /** Files whose prompts held the attack. */
  obeyed: ReadonlySet<string>;
  /** Programs that were started meanwhile. */
  started: string[];
}

/** Reviews every file of the attacked repository or of its clean twin in iteration 2, by the real activities. */
export async function reviewRepo(attack: AttackCase, attacked: boolean): Promise<Reviewed> {
  const repo = twinOf(attack, attacked);
  const world = await ActivityWorld.over(repo.files, repo.input);
  const started = new Set<ChildProcess>();
  const note = (message: unknown) => started.add((message as { process: ChildProcess }).process);
  channel('child_process').subscribe(note);
  try {
    const model = new ObedientModel(attack, repo.path);
    world.answer = async (request) => text(model.answer(request));
    if (repo.note !== null) {
      const observation = { file: repo.path, note: repo.note };
      await world.activities.recordSignal({ ref: world.at(1), seq: 1, observation });
    }
    const rows = await reviewAll(world);
    return { repo, rows, obeyed: model.obeyed, started: [...started].map(({ spawnfile }) => spawnfile) };
  } finally {
    channel('child_process').unsubscribe(note);
    await world.close();
  }
}

async function reviewAll(world: ActivityWorld): Promise<Map<string, ReviewRow>> {
  const ref = world.at(2);
  const { snapshotId, byPath } = await world.targets(ref);
  for (const target of byPath.values()) await reviewOne(world, snapshotId, target);
  const rows = (await world.deps.kb.read('scrum_reviews', { iteration: 2 })) as unknown as ReviewRow[];
  return new Map(rows.map((row) => [row.file, row]));
}

async function reviewOne(world: ActivityWorld, snapshotId: string, target: PagedTarget): Promise<void> {
  const call = await world.call(snapshotId, target, { ref: world.at(2) });
  const { outcome, reason, answerId } = await world.activities.callModel(call);
  if (answerId === null) throw new Error(`${target.path}: ${outcome}, ${reason}`);
  await world.activities.judgeAndRecord({
    ref: call.ref,
    snapshotId,
    target,
    frame: call.frame,
    shardsTotal: 0,
    parts: [{ shard: null, range: null, answerId, model: call.rung.model, capped: call.rung.capped }],
    reduce: null,
    hops: [],
    escalations: 0,
    costUsd: 0,
    startedAt: new Date().toISOString(),
    reason: null,
  });
}
