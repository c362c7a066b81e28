import type { OverrideRow } from '../../kb/streams';
import { findingRow, metricsRow, observationRow, reviewRow } from './kb-rows';
import { memoryKb } from './memory-kb';

const sweep = (n: number) => `loop/phase_sweep_2026-04-23-iter${n}`;

export function overrideRow(seq: number, over: Partial<OverrideRow>): OverrideRow {
  const common = {
    ts: '2026-04-23T11:00:00Z',
    loop_id: 'loop',
    iteration: 2,
    sweep_id: 'phase_sweep_2026-04-23-iter2',
  };
  const said = {
    scope: 'file',
    file: null,
    decision: 'approve',
    reason: 'seen',
    by: 'J',
    accepted: true,
    note: null,
  } as const;
  return { schema: 1, key: `loop/override/${seq}`, ...common, ...said, seq, ...over };
}

const exhausted = {
  outcome: 'inconclusive',
  verdict: null,
  gradient_tier: 'block',
  accepted_model: null,
  accepted_from: null,
} as const;
const closed = {
  model: 'm:20b',
  outcome: 'closed',
  reason: 'weekly limit',
  ms: 3,
  prompt_tokens: null,
  completion_tokens: null,
} as const;

export function kb() {
  return memoryKb({
    scrum_loop_metrics: [
      metricsRow(0, { custom: { markers: { value: 11, target: 2, met: false } } }),
      metricsRow(1, {
        findings_total: 12,
        status: 'incomplete',
        notices: ['iteration 1: 1 files are inconclusive'],
        omissions: { binary: 2 },
      }),
      metricsRow(2, {
        findings_total: 15,
        improved: false,
        status: 'done',
        notices: ['iteration 1: 1 files are inconclusive'],
      }),
      metricsRow(2, {
        key: `${sweep(2)}#r1`,
        findings_total: 7,
        improved: true,
        build_green: true,
        hit_rate: 0.5,
        custom: { markers: { value: 2, target: 2, met: true } },
        phases: [{ phase: 5, title: 'Auth | <b>', status: 'partial' }],
        gate_summary: ['npm test: exit 0'],
      }),
      metricsRow(1, { key: 'other/x', loop_id: 'other' }),
    ],
    scrum_reviews: [
      reviewRow('b.rs', 1, { ...exhausted, hops: [closed], cost_usd: 0.25 }),
      reviewRow('a.rs', 2, { gradient_tier: 'block', confidence_min: 35, cost_usd: 0.5 }),
      reviewRow('a.rs', 2, {
        key: 'loop/i2/a.rs#r1',
        supersedes: 'loop/i2/a.rs',
        verdict: 'pass',
        gradient_tier: 'auto',
        cost_usd: 0.25,
      }),
      reviewRow('evil|`<x>.rs', 2, {
        verdict: 'fail',
        gradient_tier: 'block',
        confidence_min: 40,
        cost_usd: 0,
      }),
      reviewRow('seen.rs', 2, { verdict: 'needs_patch', gradient_tier: 'block', cost_usd: 0 }),
      reviewRow('md.rs', 2, {
        verdict: null,
        output_format: 'markdown',
        missing_components_count: 0,
        reused_from: 'loop/i1/md.rs',
        cost_usd: null,
      }),
      reviewRow('left.rs', 2, { ...exhausted, hops: [], reason: 'the cost cap was reached', cost_usd: 0 }),
      reviewRow('now.rs', 3, { ts: '2026-04-23T12:00:00.000Z', cost_usd: 0 }),
    ],
    phase_sweep_findings: [
      findingRow('S-old', { key: `${sweep(2)}/S-old`, status: 'open' }),
      findingRow('S-1', { key: `${sweep(2)}#r1/S-1`, status: 'fixed' }),
      findingRow('S-2', {
        key: `${sweep(2)}#r1/S-2`,
        severity: 'low',
        status: 'regressed',
        title: 'a | b <script>',
      }),
      findingRow('S-3', { key: `${sweep(2)}#r1/S-3`, severity: 'high', status: 'open' }),
    ],
    observations: [
      observationRow('o1', { note: 'split | it' }),
      observationRow('o1/picked/i2', { id: 'o1', iteration: 2, picked_iteration: 2 }),
      observationRow('o2', { iteration: 2, for_iteration: 5 }),
    ],
    human_overrides: [
      overrideRow(1, { file: 'seen.rs' }),
      overrideRow(2, { scope: null, decision: null, accepted: false, note: 'no such scope' }),
    ],
  });
}
