/**
 * How many calls of a provider may be in flight at once in this process. Additive increase, multiplicative decrease: a
 * refusal for want of a slot halves the bound, as many answers as it allows at once raise it by one.
 */
export class Slots {
  private bound: number;
  private inFlight = 0;
  private answers = 0;
  private epoch = 0;

  constructor(private readonly most: number) {
    this.bound = most;
  }

  get free(): boolean {
    return this.inFlight < this.bound;
  }

  /** Bound of calls in flight now. */
  get limit(): number {
    return this.bound;
  }

  /** Takes a slot; what it returns goes with the call. */
  take(): number {
    this.inFlight += 1;
    return this.epoch;
  }

  release(): void {
    this.inFlight -= 1;
  }

  answered(): void {
    this.answers += 1;
    if (this.answers < this.bound || this.bound >= this.most) return;
    this.bound += 1;
    this.answers = 0;
  }

  /** Refused for want of a slot: of the calls that went out together, the first refused one halves the bound for all. */
  refused(epoch: number): void {
    if (epoch !== this.epoch) return;
    this.epoch += 1;
    this.answers = 0;
    this.bound = Math.max(1, Math.floor(Math.min(this.bound, this.inFlight) / 2));
  }
}
