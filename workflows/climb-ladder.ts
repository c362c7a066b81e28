import { isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type {
  AcceptedPart,
  FileOutcome,
  ModelCall,
  ModelCallResult,
  PromptEstimate,
  Rung,
} from '../activities/contract';
import type { Hop, HopOutcome } from '../review/vocabulary';
import { capSentence, usedBy } from './call-charge';
import { failedCall, notAnswered, usageOfFailure } from './call-failure';
import type { ReviewStatus } from './messages';
import { NOTHING, reservationOf, type Money } from './money';
import type { Purse, Refusal } from './purse';
import { queuedCall } from './queued-call';

type CallBase = Omit<ModelCall, 'rung' | 'attempt' | 'previousReason'>;

/** Outcomes after which the whole provider is passed by for this file: its quota or its endpoint is shared by its models. */
const PROVIDER_WIDE: readonly HopOutcome[] = ['transient', 'closed', 'no_worker'];

/**
 * The ladder of one file: Temporal retries transient errors of one call, this class owns escalation on quality. Every
 * answer asked for is one activity and one hop.
 */
export class Climb {
  readonly hops: Hop[] = [];
  costUsd: number | null = 0;
  escalations = 0;
  step: ReviewStatus['step'] = 'preparing';
  shards = 0;
  shardsDone = 0;
  estimate: PromptEstimate | undefined;
  /** The cap that left no money for a call; no further call of this file is made. */
  refusal: Refusal | null = null;
  /** Completion tokens of accepted answers, for the estimate of the prompt that merges them. */
  private acceptedTokens = 0;
  private readonly asking = new Set<string>();

  constructor(private readonly purse: Purse) {}

  /** First accepted answer from the lowest rung that gives one; null when the ladder is exhausted. */
  async up(rungs: readonly Rung[], base: CallBase): Promise<AcceptedPart | null> {
    const passedBy = new Set<string>();
    let asked = false;
    for (const rung of rungs) {
      if (passedBy.has(rung.provider)) continue;
      if (asked) this.escalations += 1;
      asked = true;
      let previousReason: string | undefined;
      for (let attempt = 1; attempt <= rung.attempts; attempt++) {
        if (this.refusal) return null;
        const result = await this.ask(rung, {
          ...base,
          rung,
          attempt,
          ...(previousReason ? { previousReason } : {}),
        });
        if (result.outcome === 'accepted' && result.answerId !== null) {
          const range = base.shard ? { start: base.shard.start, end: base.shard.end } : null;
          return {
            shard: base.shard?.index ?? null,
            range,
            answerId: result.answerId,
            model: rung.model,
            capped: rung.capped,
          };
        }
        if (PROVIDER_WIDE.includes(result.outcome)) passedBy.add(rung.provider);
        // Only a thin answer is worth a second try of the same model.
        if (result.outcome !== 'thin') break;
        previousReason = result.reason;
      }
    }
    return null;
  }

  /** One line for the record of a file whose ladder gave nothing. */
  exhausted(ladder: string): string {
    if (this.refusal) return capSentence(this.refusal);
    if (this.hops.length === 0) return `no rung of ladder ${ladder} could be asked`;
    const asked = this.hops.slice(-4).map((hop) => `${hop.model} → ${hop.outcome}`);
    return `ladder ${ladder} is exhausted: ${asked.join(', ')}`;
  }

  cancelled(): void {
    for (const asked of this.asking) {
      const model = asked.split(' · ')[0] ?? asked;
      this.hops.push({
        model,
        outcome: 'cancelled',
        reason: 'the review was cancelled',
        ms: 0,
        prompt_tokens: null,
        completion_tokens: null,
      });
    }
    this.asking.clear();
  }

  status(): Omit<ReviewStatus, 'file'> {
    const { step, shards, shardsDone, hops } = this;
    return { step, shards, shardsDone, asking: [...this.asking], hops };
  }

  /** Markdown for Web UI. */
  describe(outcome?: FileOutcome): string {
    const head = outcome
      ? `**${outcome.verdict ?? outcome.outcome}** · tier ${outcome.tier} · ${outcome.findings} findings\n\n`
      : '';
    const lines = this.hops
      .slice(-20)
      .map((hop, i) => `${i + 1}. ${hop.model} → ${hop.outcome}${hop.reason ? ` (${hop.reason})` : ''}`);
    return head + lines.join('\n');
  }

  private promptTokens(call: ModelCall): number {
    const { overheadTokens, tokensPerByte } = this.estimate ?? { overheadTokens: 0, tokensPerByte: 0 };
    if (call.task === 'reduce') return overheadTokens + this.acceptedTokens;
    const bytes = call.shard ? call.shard.end - call.shard.start : call.target.bytes;
    return Math.ceil(overheadTokens + bytes * tokensPerByte);
  }

  /** A call that a cap forbade, as a hop. */
  private notMade(rung: Rung, refusal: Refusal): ModelCallResult {
    const reason = capSentence(refusal);
    const result = notAnswered('closed', reason, 0);
    this.hops.push(hopOf(rung, result));
    return result;
  }

  private async ask(rung: Rung, call: ModelCall): Promise<ModelCallResult> {
    const label = `${rung.model} · attempt ${call.attempt}`;
    const part = call.shard
      ? ` · shard ${call.shard.index + 1}/${call.shard.total}`
      : call.task === 'reduce'
        ? ' · reduce'
        : '';
    const path = Array.from(call.target.path).slice(-80).join('').replaceAll(/\s/g, ' ');
    const key = `${label}${part}`;
    const need = rung.provider === 'static' ? NOTHING : reservationOf(rung, this.promptTokens(call));
    this.refusal ??= await this.purse.reserve(need);
    if (this.refusal) return this.notMade(rung, this.refusal);
    this.asking.add(key);
    const started = Date.now();
    let result: ModelCallResult;
    let used: Money | null = null;
    try {
      result = await queuedCall(rung, call, `iter ${call.ref.iteration} · ${path} · ${label}${part}`);
      used = usedBy(result, need);
    } catch (error) {
      if (isCancellation(error)) throw error;
      result = failedCall(error, Date.now() - started);
      used = usageOfFailure(error);
    } finally {
      this.purse.settle(need, used);
    }
    this.asking.delete(key);
    if (result.outcome === 'accepted') this.acceptedTokens += result.completionTokens ?? 0;
    this.hops.push(hopOf(rung, result));
    if (result.promptTokens !== null || result.outcome === 'accepted') {
      this.costUsd = this.costUsd === null || result.costUsd === null ? null : this.costUsd + result.costUsd;
    }
    if (result.outcome !== 'accepted') setCurrentDetails(this.describe());
    return result;
  }
}

function hopOf(rung: Rung, { outcome, reason, ms, promptTokens, completionTokens }: ModelCallResult): Hop {
  return {
    model: rung.model,
    outcome,
    reason,
    ms,
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
  };
}
