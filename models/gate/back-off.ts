import { TypedFailure } from '../../failures/table';
import { EndpointFailure } from '../endpoint-failure';
import type { GateClock } from './gate-clock';

/** Where a 429 does not say how long to wait; doubles with each in a row. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** Waits are never shorter than asked; chance adds up to a fifth, and enough to spread lanes. */
const SPREAD_SHARE = 0.2;
const SPREAD_LEAST = 50;
/** A wait up to this long is spent at the gate; a longer one goes back to the server. */
export const LONGEST_HOLD = 20_000;
/** Refusals in a row after which one call tries for all. */
const STORM_AFTER = 2;

/** The not-before of a provider: one refusal for its rate holds every lane. */
export class BackOff {
  private notBefore = 0;
  private spread = 0;
  private inRow = 0;
  private refusedAt = Number.NEGATIVE_INFINITY;
  private reason = '';

  constructor(private readonly clock: GateClock) {}

  /** Refusals keep coming: the next call should go alone. */
  get isStorm(): boolean {
    return this.inRow >= STORM_AFTER;
  }

  /** Milliseconds to hold a call that wants to go out now, with its own spread; 0: none. Throws ModelTransient when too long. */
  hold(): number {
    const wait = this.notBefore - this.clock.now();
    if (wait <= 0) return 0;
    const ms = Math.round(wait + this.spread * this.clock.random());
    if (ms <= LONGEST_HOLD) return ms;
    throw new TypedFailure('ModelTransient', `it was asked to wait: ${this.reason}`, ms);
  }

  succeeded(): void {
    this.inRow = 0;
  }

  /**
   * A refusal for the rate, as it is thrown: with a wait of at least what was asked. Calls that were out together when
   * the first of them was refused count as one refusal.
   */
  refusedForRate(error: EndpointFailure, sentAt: number): EndpointFailure {
    const now = this.clock.now();
    if (sentAt > this.refusedAt) this.inRow += 1;
    this.refusedAt = now;
    const asked = error.retryAfterMs ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.inRow - 1));
    const spread = Math.max(asked * SPREAD_SHARE, SPREAD_LEAST);
    if (now + asked > this.notBefore) {
      this.notBefore = now + asked;
      this.spread = spread;
      this.reason = error.message;
    }
    return this.after(error, asked, spread);
  }

  /** A refusal for want of a slot, as it is thrown: it holds nobody else, a slot may be free at once. */
  refusedForSlots(error: EndpointFailure): EndpointFailure {
    const asked = error.retryAfterMs ?? FIRST_WAIT;
    return this.after(error, asked, Math.max(asked, FIRST_WAIT));
  }

  private after(error: EndpointFailure, asked: number, spread: number): EndpointFailure {
    const retryAfterMs = Math.round(asked + spread * this.clock.random());
    return new EndpointFailure(error.type, error.message, error.scope, { retryAfterMs });
  }
}
