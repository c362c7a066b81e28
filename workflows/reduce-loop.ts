import type { FileOutcome } from '../activities/contract';
import { queuedRow } from '../review/tracker';
import { applyOverride } from './apply-override';
import type { LoopEvent, LoopState } from './loop-state';
import type { FileView, PendingDecision } from './messages';
import { NOTHING, plus } from './money';

/** Pending decisions kept in the state; what a loop blocks beyond it is in the knowledge base all the same. */
export const MAX_PENDING = 2000;

/** (state, event) → state: every change of a loop, without waiting, clocks or the world. */
export function reduceLoop(state: LoopState, event: LoopEvent): LoopState {
  switch (event.type) {
    case 'opened':
      return {
        ...state,
        plan: event.plan,
        // A budget set before the plan was there holds.
        budget: {
          maxCostUsd: state.budget.maxCostUsd ?? event.plan.maxCostUsd,
          maxTokens: state.budget.maxTokens ?? event.plan.maxTokens,
        },
        notices: event.plan.notices,
      };
    case 'iterationStarted':
      return {
        ...state,
        iteration: event.iteration,
        progress: event.progress,
        charged: { ...state.charged, iteration: NOTHING },
        capReached: state.capReached?.of === 'iteration' ? null : state.capReached,
        files: {},
        rows: [
          ...state.rows.filter((r) => r.iter !== event.iteration),
          { ...queuedRow(event.iteration), status: 'running', scrum_started: event.at },
        ],
      };
    case 'fetched':
      return settle(
        {
          ...state,
          progress: state.progress && {
            ...state.progress,
            offset: event.nextOffset,
            leftover: [...state.progress.leftover, ...event.targets],
          },
        },
        event.reused.map((outcome) => ({ outcome, sha256: null })),
        false,
      );
    case 'handedOut':
      return {
        ...state,
        progress: state.progress && { ...state.progress, leftover: state.progress.leftover.slice(1) },
      };
    case 'fileSettled':
      return settle(state, [event], event.again);
    case 'unreviewed':
      return {
        ...state,
        progress: state.progress && {
          ...state.progress,
          leftover: [],
          offset: state.progress.total,
          inconclusive: state.progress.inconclusive + event.count,
        },
        totals: { ...state.totals, inconclusive: state.totals.inconclusive + event.count },
      };
    case 'retryTaken':
      return { ...state, retryQueue: state.retryQueue.slice(1), retries: state.retries + 1 };
    case 'rowChanged':
      return {
        ...state,
        rows: state.rows.map((r) => (r.iter === state.iteration ? { ...r, ...event.row } : r)),
      };
    case 'gateRed':
      return {
        ...state,
        pending: [...state.pending, { scope: 'gate', iteration: state.iteration, reason: event.reason }],
      };
    case 'gateSettled':
      return { ...state, gateDecision: null, pending: state.pending.filter((p) => p.scope !== 'gate') };
    case 'waitEnded':
      return { ...state, loopDecision: null };
    case 'swept':
      return { ...state, lastSweep: event.sweep };
    case 'iterationEnded':
      return {
        ...state,
        progress: null,
        retries: 0,
        repeat: 0,
        gateDecision: null,
        loopDecision: null,
        // A retry that came too late for this iteration is reviewed afresh in the next; what came before it is done.
        fresh: [...new Set(state.retryQueue)],
        retryQueue: [],
      };
    case 'repeated':
      return {
        ...state,
        progress: null,
        loopDecision: null,
        repeat: state.retries + 1,
        retries: state.retries + 1,
        retryQueue: [],
      };
    case 'incomplete':
      return { ...state, incomplete: true, notices: withNotice(state.notices, event.notice) };
    case 'stopped':
      return { ...state, stopped: true, notices: withNotice(state.notices, event.notice) };
    case 'override':
      return record(applyOverride(state, event.override), { override: event.override });
    case 'observation':
      return record(state, { observation: event.observation });
    case 'badSignal':
      return record(state, { rejected: event.rejected });
    case 'pause':
      return { ...state, paused: true };
    case 'resume':
      return { ...state, paused: false };
    case 'budget':
      return {
        ...state,
        budget: { ...state.budget, ...event.change },
        capReached: state.capReached?.of === 'loop' ? null : state.capReached,
      };
    case 'charged':
      return {
        ...state,
        charged: {
          loop: plus(state.charged.loop, event.money),
          iteration: plus(state.charged.iteration, event.money),
        },
      };
    case 'capReached':
      return { ...state, capReached: { cap: event.cap, of: event.of } };
    case 'recorded':
      return { ...state, unrecorded: state.unrecorded.filter((r) => r.seq !== event.seq) };
  }
}

function withNotice(notices: string[], notice: string): string[] {
  return notices.includes(notice) ? notices : [...notices, notice];
}

function record(
  state: LoopState,
  what: Omit<LoopState['unrecorded'][number], 'seq' | 'iteration'>,
): LoopState {
  const seq = state.seq + 1;
  return { ...state, seq, unrecorded: [...state.unrecorded, { seq, iteration: state.iteration, ...what }] };
}

interface Settled {
  outcome: FileOutcome;
  /** null: not known to the loop (a reused review). */
  sha256: string | null;
}

/** Reviews are over: counts, money, and a pending decision for each file whose tier is `block`. */
function settle(state: LoopState, settled: Settled[], again: boolean): LoopState {
  if (!state.progress) return state;
  const progress = { ...state.progress };
  const totals = { ...state.totals };
  const spent = { ...state.spent };
  const files = { ...state.files };
  const names = new Set(settled.map((s) => s.outcome.path));
  const pending = state.pending.filter(
    (p) => !(p.scope === 'file' && p.file !== undefined && names.has(p.file)),
  );
  for (const { outcome, sha256 } of settled) {
    const before = again ? files[outcome.path] : undefined;
    for (const counts of [progress, totals]) {
      counts.reviewed += count(outcome.outcome === 'reviewed') - count(before?.outcome === 'reviewed');
      counts.inconclusive +=
        count(outcome.outcome === 'inconclusive') - count(before?.outcome === 'inconclusive');
      counts.reused += count(outcome.reused) - count(before?.reused === true);
    }
    spent.tokens = sum(spent.tokens, outcome.tokens);
    spent.costUsd = sum(spent.costUsd, outcome.costUsd);
    const held = state.decided[outcome.path];
    const decided = held !== undefined && (held.sha256 === null || sha256 === null || held.sha256 === sha256);
    if (outcome.tier === 'block' && !outcome.dismissed && !decided && pending.length < MAX_PENDING) {
      pending.push(pendingFor(state, outcome, sha256));
    }
    files[outcome.path] = viewOf(state, outcome, decided ? held?.decision : undefined);
  }
  return { ...state, progress, totals, spent, pending, files };
}

const count = (yes: boolean): number => (yes ? 1 : 0);

/** Unknown as soon as a part of it is. */
const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function pendingFor(state: LoopState, outcome: FileOutcome, sha256: string | null): PendingDecision {
  return {
    scope: 'file',
    file: outcome.path,
    ...(sha256 === null ? {} : { sha256 }),
    iteration: state.iteration,
    verdict: outcome.verdict,
    tier: outcome.tier,
    reason: outcome.reason ?? 'the least confidence of its entries is below 50, or it has none',
  };
}

function viewOf(state: LoopState, outcome: FileOutcome, decision: FileView['decision']): FileView {
  return {
    file: outcome.path,
    iteration: state.iteration,
    outcome: outcome.outcome,
    verdict: outcome.verdict,
    tier: outcome.tier,
    reused: outcome.reused,
    ...(decision ? { decision } : {}),
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  };
}
