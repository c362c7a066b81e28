import type { OverrideRecord } from '../activities/contract';
import type { LoopState } from './loop-state';

/**
 * One decision of a person, applied to the loop. A file decision settles what is pending on that file; a gate or loop
 * decision waits for the step it is meant for.
 */
export function applyOverride(state: LoopState, override: OverrideRecord): LoopState {
  switch (override.scope) {
    case 'file':
      return applyToFile(state, override.file ?? '', override.decision);
    case 'gate':
      return { ...state, gateDecision: override.decision };
    case 'loop':
      // `approve` ends a wait: a pause at once, a red gate's wait when the gate reads it.
      return override.decision === 'approve' && state.paused
        ? { ...state, paused: false }
        : { ...state, loopDecision: override.decision };
    case 'wave':
      // A loop without fixes plans no wave; the decision is recorded and has nothing to change.
      return state;
  }
}

function applyToFile(state: LoopState, file: string, decision: OverrideRecord['decision']): LoopState {
  const waiting = state.pending.find((p) => p.scope === 'file' && p.file === file);
  const pending = state.pending.filter((p) => p !== waiting);
  const view = state.files[file];
  const files = view ? { ...state.files, [file]: { ...view, decision } } : state.files;
  const next = { ...state, pending, files };
  switch (decision) {
    case 'approve':
    case 'reject':
      return {
        ...next,
        decided: { ...state.decided, [file]: { sha256: waiting?.sha256 ?? null, decision } },
      };
    case 'skip':
      return { ...next, skipped: state.skipped.includes(file) ? state.skipped : [...state.skipped, file] };
    case 'retry':
      return state.progress === null
        ? { ...next, fresh: [...new Set([...state.fresh, file])] }
        : { ...next, retryQueue: [...state.retryQueue.filter((f) => f !== file), file] };
  }
}
