import { EndpointFailure } from '../endpoint-failure';
import { TypedFailure } from '../../failures/table';
import type { GateClock } from './gate-clock';

/** Failures in a row that open a circuit. */
const OPENS_AFTER = 3;
const FIRST_COOL_DOWN = 5000;
const LONGEST_COOL_DOWN = 5 * 60_000;
const KEY_COOL_DOWN = 5 * 60_000;
const USUAL_LIMIT = 3_600_000;
/** Share of a cool-down that chance adds, so that workers do not come back together. */
const JITTER = 0.2;

interface Shut {
  kind: 'down' | 'limit' | 'key';
  since: number;
  until: number;
  /** What the endpoint did or said last. */
  reason: string;
}

/** Told when a circuit opens or closes, one line. */
export type CircuitLog = (line: string) => void;

/**
 * Whether a provider may be asked. Closed: yes. Open, because it is down (three failures in a row), over a usage limit
 * or refuses its key: nobody asks until its time is over; then one probe, then it is asked again, half open: the next
 * failure opens it for twice as long, the first good answer closes it.
 */
export class Circuit {
  private shut: Shut | null = null;
  private halfOpen = false;
  private failures = 0;
  private openings = 0;

  constructor(
    private readonly provider: string,
    private readonly clock: GateClock,
    private readonly log: CircuitLog,
  ) {}

  get isOpen(): boolean {
    return this.shut !== null;
  }

  /** Its time is over: a probe decides. */
  get isDue(): boolean {
    return this.shut !== null && this.clock.now() >= this.shut.until;
  }

  /** What a call gets at once while the circuit is open. A `lastResort` comes back when a provider may be up again. */
  refusal(lastResort: boolean): TypedFailure {
    const { kind, since, until, reason } = this.shut ?? { kind: 'down', since: 0, until: 0, reason: '' };
    const at = new Date(since).toISOString();
    if (kind === 'key') {
      const sentence = `provider ${this.provider} has refused its key since ${at}, it is not asked: ${reason}`;
      return new TypedFailure('ModelAuth', sentence);
    }
    if (kind === 'limit') {
      const end = new Date(until).toISOString();
      return new TypedFailure(
        'ProviderClosed',
        `provider ${this.provider} is closed until ${end}: ${reason}`,
      );
    }
    const sentence = `the circuit of provider ${this.provider} is open since ${at}: ${reason}`;
    if (!lastResort) return new TypedFailure('ProviderClosed', sentence);
    return new TypedFailure(
      'ModelTransient',
      sentence,
      this.jittered(Math.max(1000, until - this.clock.now())),
    );
  }

  /** The endpoint answered 200. */
  succeeded(): void {
    if (this.shut) return;
    this.failures = 0;
    this.openings = 0;
    if (this.halfOpen) this.log(`the circuit of provider ${this.provider} is closed: it answers again`);
    this.halfOpen = false;
  }

  /** A call failed; one that was accepted before it failed says nothing against the provider. */
  failed(error: unknown, accepted: boolean): void {
    if (!(error instanceof EndpointFailure) || this.shut?.kind === 'limit') return;
    if (error.scope === 'limit') this.close('limit', error.resetMs ?? USUAL_LIMIT, error.message);
    else if (this.shut || accepted) return;
    else if (error.scope === 'key') this.close('key', KEY_COOL_DOWN, error.message);
    else if (error.scope === 'down') {
      this.failures += 1;
      if (this.halfOpen || this.failures >= OPENS_AFTER) this.open(error.message);
    }
  }

  /** What a probe after the cool-down said. */
  probed(found: { up: true } | { up: false; reason: string }): void {
    if (!this.shut) return;
    if (found.up) {
      this.log(`provider ${this.provider} is up again by its probe: one call is tried`);
      this.shut = null;
      this.halfOpen = true;
    } else if (this.shut.kind === 'key') this.close('key', KEY_COOL_DOWN, found.reason);
    else this.open(found.reason);
  }

  private open(reason: string): void {
    const coolDown = Math.min(LONGEST_COOL_DOWN, FIRST_COOL_DOWN * 2 ** this.openings);
    this.openings += 1;
    this.close('down', this.jittered(coolDown), reason);
  }

  private close(kind: Shut['kind'], ms: number, reason: string): void {
    const now = this.clock.now();
    const since = this.shut?.kind === kind ? this.shut.since : now;
    this.shut = { kind, since, until: now + ms, reason };
    this.halfOpen = false;
    this.failures = 0;
    const what = {
      down: `the circuit of provider ${this.provider} is open`,
      limit: `provider ${this.provider} is closed by a usage limit`,
      key: `provider ${this.provider} is closed, it refuses its key`,
    }[kind];
    this.log(`${what}, asked again in ${Math.ceil(ms / 1000)} s: ${reason.replaceAll(/\s+/g, ' ')}`);
  }

  private jittered(ms: number): number {
    return Math.round(ms * (1 + JITTER * this.clock.random()));
  }
}
