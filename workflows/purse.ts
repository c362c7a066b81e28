import { condition } from '@temporalio/workflow';
import {
  broken,
  isCapped,
  left,
  minus,
  NO_CAPS,
  NOTHING,
  plus,
  type CapKind,
  type Caps,
  type Money,
} from './money';

/** What a parent lets one file spend. */
export interface Allowance {
  /** May be spent without asking again; a null is no bound by the loop just now. */
  ceiling: Caps;
  /** Bounds of this one file. */
  file: Caps;
}

/**
 * A child asks for more: it holds `holds` (charged and in flight) and needs `need` for its next call. The same request
 * may come again while it waits, when a call in flight has settled.
 */
export interface AllowanceRequest {
  child: string;
  request: number;
  holds: Money;
  need: Money;
  /** Calls of its own are in flight, and may leave something of their reservation. */
  flying: boolean;
}

/** The parent's answer; request 0 comes unasked: from now on, ask. */
export interface AllowanceAnswer {
  request: number;
  ceiling: Caps;
  /** The bound that leaves nothing for the call; null: granted. */
  refused: CapKind | null;
  /** `loop` or `iteration`: whose bound it is. */
  of: 'loop' | 'iteration';
}

/** Why a call was not made. */
export interface Refusal {
  cap: CapKind;
  of: 'loop' | 'iteration' | 'file';
}

/**
 * The money of one file: a reservation before each call, settled after it. Asks the parent when its allowance does not
 * hold the next call, and hands back what it does not use by saying what it holds.
 */
export class Purse {
  /** Settled so far; a call whose usage nobody told is charged at its reservation. */
  charged: Money = NOTHING;
  private inFlight: Money = NOTHING;
  private calls = 0;
  private settled = 0;
  private ceiling: Caps;
  private readonly file: Caps;
  private asked = 0;
  private asking = false;
  private readonly answers = new Map<number, AllowanceAnswer>();

  constructor(
    allowance: Allowance | undefined,
    private readonly ask: (request: Omit<AllowanceRequest, 'child'>) => Promise<void>,
  ) {
    this.ceiling = allowance?.ceiling ?? NO_CAPS;
    this.file = allowance?.file ?? NO_CAPS;
  }

  /** An answer of the parent, or its word that from now on it wants to be asked: it then hears what is held. */
  async answered(answer: AllowanceAnswer): Promise<void> {
    if (answer.request > 0) {
      this.answers.set(answer.request, answer);
      return;
    }
    if (!isCapped(this.ceiling)) this.ceiling = this.holds();
    await this.ask({ request: 0, holds: this.holds(), need: NOTHING, flying: this.calls > 0 });
  }

  /**
   * Sets `need` aside for a call; a refusal when a cap leaves no room for it. Waits where calls in flight may leave
   * more than they reserved.
   */
  async reserve(need: Money): Promise<Refusal | null> {
    for (;;) {
      // One request at a time: two at once would each ask for what the other is about to be given.
      while (this.asking) await condition(() => !this.asking);
      const own = broken(need, left(this.file, this.holds()));
      if (own && this.calls === 0) return { cap: own, of: 'file' };
      if (own) {
        const seen = this.settled;
        await condition(() => this.settled > seen);
      } else if (broken(need, left(this.ceiling, this.holds())) === null) {
        this.inFlight = plus(this.inFlight, need);
        this.calls += 1;
        return null;
      } else {
        const answer = await this.requestMore(need);
        this.ceiling = answer.ceiling;
        if (answer.refused) return { cap: answer.refused, of: answer.of };
      }
    }
  }

  /** The call is over: what it used, or null when nobody can say, and its reservation is charged. */
  settle(reserved: Money, used: Money | null): void {
    this.inFlight = minus(this.inFlight, reserved);
    this.calls -= 1;
    this.charged = plus(this.charged, used ?? reserved);
    this.settled += 1;
  }

  private async requestMore(need: Money): Promise<AllowanceAnswer> {
    this.asking = true;
    const request = ++this.asked;
    try {
      while (!this.answers.has(request)) {
        const seen = this.settled;
        await this.ask({ request, holds: this.holds(), need, flying: this.calls > 0 });
        await condition(() => this.answers.has(request) || this.settled > seen);
      }
    } finally {
      this.asking = false;
    }
    const answer = this.answers.get(request);
    this.answers.delete(request);
    if (!answer) throw new TypeError(`request ${request} for an allowance has no answer`);
    return answer;
  }

  private holds(): Money {
    return plus(this.charged, this.inFlight);
  }
}
