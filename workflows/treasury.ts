import { ApplicationFailure, condition, getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { Loop } from './loop';
import * as messages from './messages';
import { broken, isCapped, left, NO_CAPS, NOTHING, plus, tighter, type Caps, type Money } from './money';
import type { Allowance, AllowanceAnswer, AllowanceRequest } from './purse';

interface Outgoing {
  child: string;
  answer: AllowanceAnswer;
}

/**
 * The loop's money while children are open: every child has an allowance, asks for more before a call it does not
 * cover, and is settled when it ends. What is charged and what is handed out never exceed the caps together, so lanes in
 * parallel overrun by what calls cost beyond their reservation at most. Without caps nobody asks, and no event is spent.
 */
export class Treasury {
  /** Handed out and not settled, by child. */
  private readonly held = new Map<string, Money>();
  /** Children told to ask that have not said yet what they hold: nothing is decided without knowing. */
  private readonly unheard = new Set<string>();
  private waiting: AllowanceRequest[] = [];
  /** The newest answered request of each child: what comes of it later is old news. */
  private readonly answered = new Map<string, number>();
  private readonly outgoing: Outgoing[] = [];
  private closing = false;

  constructor(
    private readonly loop: Loop,
    private readonly lanes: number,
  ) {}

  /** The allowance of a child about to start: an equal share of what is free. Undefined while nothing is capped. */
  open(child: string): Allowance | undefined {
    const file = this.loop.plan.caps?.file ?? NO_CAPS;
    const free = this.free();
    if (!isCapped(free) && !isCapped(file)) return undefined;
    const shares = Math.max(1, this.lanes - this.held.size);
    const ceiling = shareOf(free, shares, NOTHING);
    this.held.set(child, asMoney(ceiling));
    return { ceiling, file };
  }

  /** A child has ended: what it was charged counts, the rest of its allowance is free again. */
  close(child: string, charged: Money | undefined): void {
    const held = this.held.get(child) ?? NOTHING;
    this.held.delete(child);
    this.unheard.delete(child);
    this.waiting = this.waiting.filter((request) => request.child !== child);
    // A child that failed cannot say: what it had may be gone.
    this.loop.dispatch({ type: 'charged', money: charged ?? held });
  }

  /** A child's signal. What it does not hold is free at once; its answer may have to wait for others. */
  ask(request: AllowanceRequest): void {
    const { child } = request;
    const known = request.request > 0 && request.request <= (this.answered.get(child) ?? 0);
    if (known || !this.loop.running.has(child)) return;
    this.held.set(child, request.holds);
    this.unheard.delete(child);
    if (request.request === 0) return;
    const at = this.waiting.findIndex((earlier) => earlier.child === child);
    if (at < 0) this.waiting.push(request);
    else this.waiting[at] = request;
  }

  /** The budget has changed: children that were not bounded so far are told to ask. */
  tell(): void {
    for (const child of this.loop.running) {
      if (this.held.has(child) || this.unheard.has(child)) continue;
      this.unheard.add(child);
      this.outgoing.push({ child, answer: { request: 0, ceiling: NO_CAPS, refused: null, of: 'loop' } });
    }
  }

  /** Answers children, in the order they asked, until `end` is called and nobody waits. */
  async run(): Promise<void> {
    for (;;) {
      await condition(() => this.closing || this.outgoing.length > 0 || this.decision() !== null);
      this.decide();
      const next = this.outgoing.shift();
      if (next) await this.send(next);
      else if (this.closing) return;
    }
  }

  end(): void {
    this.closing = true;
  }

  private decide(): void {
    const answer = this.decision();
    const first = this.waiting[0];
    if (!first || !answer) return;
    this.waiting.shift();
    const { child } = first;
    this.answered.set(child, answer.request);
    if (answer.refused) this.loop.dispatch({ type: 'capReached', cap: answer.refused, of: answer.of });
    else this.held.set(child, asMoney(answer.ceiling));
    this.outgoing.push({ child, answer });
  }

  /** The answer to who has waited longest; null while open calls may still free what it needs. */
  private decision(): AllowanceAnswer | null {
    const [first, ...others] = this.waiting;
    if (!first || this.unheard.size > 0) return null;
    const { request, holds, need } = first;
    const free = this.free();
    const refused = broken(need, free);
    if (refused === null) {
      const more = shareOf(free, this.lanes, need);
      const ceiling = {
        usd: more.usd === null ? null : holds.usd + more.usd,
        tokens: more.tokens === null ? null : holds.tokens + more.tokens,
      };
      return { request, ceiling, refused, of: 'loop' };
    }
    const asking = new Set(this.waiting.map(({ child }) => child));
    const busy = [...this.held].some(([child, { usd, tokens }]) => !asking.has(child) && usd + tokens > 0);
    if (busy || first.flying || others.some(({ flying }) => flying)) return null;
    const of = broken(need, this.freeOf('loop')) === null ? 'iteration' : 'loop';
    return { request, ceiling: holds, refused, of };
  }

  private free(): Caps {
    return tighter(this.freeOf('loop'), this.freeOf('iteration'));
  }

  private freeOf(whose: 'loop' | 'iteration'): Caps {
    const { budget, charged } = this.loop.state;
    const caps =
      whose === 'loop'
        ? { usd: budget.maxCostUsd, tokens: budget.maxTokens }
        : (this.loop.plan.caps?.iteration ?? NO_CAPS);
    return left(caps, [...this.held.values()].reduce(plus, charged[whose]));
  }

  private async send({ child, answer }: Outgoing): Promise<void> {
    try {
      await getExternalWorkflowHandle(child).signal(messages.allowance, answer);
    } catch (error) {
      // The child has ended before it heard: its lane settles what it held.
      if (!(error instanceof ApplicationFailure)) throw error;
      log.debug('a file has ended before its allowance came', { child });
    }
  }
}

/** One of `shares` equal parts of what is free, but at least `least` where that is free. */
function shareOf(free: Caps, shares: number, least: Money): Caps {
  const part = (amount: number | null, floor: number): number | null =>
    amount === null ? null : Math.max(0, Math.min(amount, Math.max(floor, amount / shares)));
  return { usd: part(free.usd, least.usd), tokens: part(free.tokens, least.tokens) };
}

function asMoney(caps: Caps): Money {
  return { usd: caps.usd ?? 0, tokens: caps.tokens ?? 0 };
}
