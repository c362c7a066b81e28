import { overrideKey } from '../kb/keys';
import { maskText } from '../source/secrets/mask-text';
import type { LoopRef, ObservationRecord, OverrideRecord } from './contract';
import type { ActivityDeps } from './deps';
import { dismissFindings } from './dismiss-findings';
import { readPlan } from './stored-plan';

interface SignalArgs {
  ref: LoopRef;
  seq: number;
  override?: OverrideRecord;
  observation?: ObservationRecord;
  rejected?: string;
}

/**
 * One signal of a person into the knowledge base; written twice it stands there once. The `reject` of a file carries
 * what it dismisses.
 */
export async function recordSignal(deps: ActivityDeps, args: SignalArgs): Promise<void> {
  const { ref, seq, observation } = args;
  const common = {
    ts: new Date().toISOString(),
    loop_id: ref.loopId,
    iteration: ref.iteration,
    sweep_id: ref.sweepId,
  };
  if (observation) {
    const id = `${ref.loopId}/observation/${seq}`;
    const { file, note, iteration } = observation;
    await deps.kb.append('observations', [
      {
        schema: 1,
        key: id,
        ...common,
        id,
        file,
        note: (await maskText(note)).text,
        for_iteration: iteration ?? null,
      },
    ]);
    return;
  }
  const override = args.override;
  const { repo } = await readPlan(deps.store, ref.planId);
  const rejected =
    override?.scope === 'file' && override.decision === 'reject' && override.file !== undefined
      ? await dismissFindings(deps, ref, override.file)
      : null;
  await deps.kb.append('human_overrides', [
    {
      schema: 1,
      key: overrideKey(ref.loopId, seq),
      ...common,
      scope: override?.scope ?? null,
      file: override?.file ?? null,
      decision: override?.decision ?? null,
      reason: (await maskText(override?.reason ?? '')).text,
      by: override?.by ?? null,
      seq,
      accepted: override !== undefined,
      note: args.rejected ?? null,
      repo,
      ...rejected,
    },
  ]);
}
