import { reviewKey } from '../kb/keys';
import type { ReviewRow } from '../kb/streams';
import type { ForensicReport } from '../review/forensic-report';
import type { Grounding } from '../review/count-grounding';
import type { Lines } from '../review/find-quote';
import type { InjectionPlace } from '../review/injection';
import type { ReviewCounts } from '../review/count-report';
import type { Hop, OutputFormat, Tier, Verdict } from '../review/vocabulary';
import type { JudgeArgs, LoopRef } from './contract';
import type { Snapshot, Target } from '../source/snapshot-types';

/** What judging made of the accepted answers. */
export interface Judged {
  format: OutputFormat;
  verdict: Verdict | null;
  modelVerdict: Verdict | null;
  score: number | null;
  tier: Tier;
  counts: ReviewCounts;
  report: ForensicReport | string;
  acceptedModel: string;
  acceptedFrom: 'whole' | 'reduce';
  /** Where the review says that something is wrong: lines of its grounded defects or suggestions. */
  places: Lines[];
  /** Of every accepted answer; the embedded reviewer's own is no model's. */
  grounding: Grounding[];
  /** Where the prompt spoke to its reviewer. */
  injection: InjectionPlace[];
}

type StaticFindings = ReviewRow['static_findings'];

/** Where and what a row is about; the same for reviewed, reused and unreviewed files. */
export function rowHead(ref: LoopRef, snapshot: Pick<Snapshot, 'commit' | 'dirty'>, target: Target) {
  return {
    schema: 4 as const,
    key: reviewKey(ref.loopId, ref.iteration, target.path, ref.retry),
    ts: new Date().toISOString(),
    loop_id: ref.loopId,
    iteration: ref.iteration,
    sweep_id: ref.sweepId,
    file: target.path,
    language: target.language,
    bytes: target.bytes,
    content_sha256: target.sha256,
    commit: snapshot.commit,
    dirty: snapshot.dirty,
    ...(ref.retry > 0 ? { supersedes: reviewKey(ref.loopId, ref.iteration, target.path, 0) } : {}),
  };
}

const NO_COUNTS: ReviewCounts = {
  confidences: [],
  confidence_avg: null,
  confidence_min: null,
  findings_count: 0,
  critical_failures_count: 0,
  pseudocode_flags_count: 0,
  prd_mismatches_count: 0,
  broken_pipelines_count: 0,
  missing_components_count: 0,
  risk_points_count: 0,
  verified_components_count: 0,
  required_next_actions_count: 0,
  ungrounded_count: 0,
};

/** The `scrum_reviews` row of one file; `judged` is null where no answer was accepted. */
export function reviewRow(
  args: JudgeArgs,
  snapshot: Snapshot,
  judged: Judged | null,
  staticFindings: StaticFindings,
  identity: { promptSha256: string | null; ladder: string },
): ReviewRow {
  const { hops } = args;
  return {
    ...rowHead(args.ref, snapshot, args.target),
    outcome: judged ? 'reviewed' : 'inconclusive',
    output_format: judged?.format ?? null,
    verdict: judged?.verdict ?? null,
    model_verdict: judged?.modelVerdict ?? null,
    alignment_score: judged?.score ?? null,
    ...(judged?.counts ?? NO_COUNTS),
    gradient_tier: judged?.tier ?? 'block',
    static_findings: staticFindings,
    attempts_made: hops.length,
    thin_rejections: hops.filter((hop) => hop.outcome === 'thin').length,
    escalations: args.escalations,
    hops,
    accepted_model: judged?.acceptedModel ?? null,
    accepted_from: judged?.acceptedFrom ?? null,
    tree_split_fired: args.shardsTotal > 0,
    shards_total: args.shardsTotal,
    shards_reviewed: args.shardsTotal > 0 ? args.parts.length : 0,
    prompt_sha256: identity.promptSha256,
    prompt_tokens: tokensOf(hops, 'prompt_tokens'),
    completion_tokens: tokensOf(hops, 'completion_tokens'),
    cost_usd: args.costUsd,
    duration_ms: Math.max(0, Date.now() - Date.parse(args.startedAt)),
    ladder: identity.ladder,
    reused_from: null,
    report: judged?.report ?? null,
    ...(judged ? { grounding: judged.grounding } : {}),
    ...(judged && judged.injection.length > 0 ? { injection: judged.injection } : {}),
    reason: args.reason,
  };
}

/** Outcomes of calls that gave an answer, and so have used tokens. */
const ANSWERED: readonly Hop['outcome'][] = ['accepted', 'thin', 'truncated', 'refused'];

/** Tokens of all calls; null when one of them gave an answer and did not count it. */
function tokensOf(hops: readonly Hop[], which: 'prompt_tokens' | 'completion_tokens'): number | null {
  const unknown = hops.some((hop) => hop[which] === null && ANSWERED.includes(hop.outcome));
  return unknown ? null : hops.reduce((sum, hop) => sum + (hop[which] ?? 0), 0);
}
