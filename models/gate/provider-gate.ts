import { EndpointFailure } from '../endpoint-failure';
import type { ChatAnswer, ChatOptions, ChatRequest, ModelProvider } from '../provider';
import { BackOff, LONGEST_HOLD } from './back-off';
import { Bell } from './bell';
import { Circuit, type CircuitLog } from './circuit';
import type { GateClock } from './gate-clock';
import { RefusedModels } from './refused-models';
import { Slots } from './slots';

/** A call that was let through. */
interface Pass {
  /** Goes out alone: nobody knows yet whether the provider answers. */
  pilot: boolean;
  epoch: number;
  sentAt: number;
}

/**
 * One provider as all lanes of a worker process share it: what one call learns, the others need not find out. A circuit
 * fails calls at once while the provider is down, over a usage limit or refuses its key; a refusal for the rate holds all
 * lanes; a want of slots lowers the calls in flight; and a provider that has not answered yet (start of the worker, after
 * reopening) is asked by one pilot call, while the others wait for its status 200, at most twenty seconds. So a usage
 * limit met at the start costs one call. One that strikes later costs the calls in flight at that moment: they are out.
 *
 * Waiting here is abortable and counts into no deadline of the call. Still exactly one HTTP call per `chat`, or none.
 */
export class ProviderGate implements ModelProvider {
  readonly name: string;
  private readonly bell: Bell;
  private readonly circuit: Circuit;
  private readonly backOff: BackOff;
  private readonly models: RefusedModels;
  private readonly slots: Slots;
  private proven = false;
  private pilots = 0;
  private pilotSince = 0;
  private probing = false;
  /** Rung when a probe has ended; a hold has a bell that nobody rings. */
  private readonly probed: Bell;
  private readonly holds: Bell;

  constructor(
    private readonly inner: ModelProvider,
    maxConcurrent: number,
    private readonly clock: GateClock,
    log: CircuitLog,
  ) {
    this.name = inner.name;
    this.bell = new Bell(clock);
    this.probed = new Bell(clock);
    this.holds = new Bell(clock);
    this.circuit = new Circuit(inner.name, clock, log);
    this.backOff = new BackOff(clock);
    this.models = new RefusedModels(clock);
    this.slots = new Slots(maxConcurrent);
  }

  probe(signal: AbortSignal): ReturnType<ModelProvider['probe']> {
    return this.inner.probe(signal);
  }

  async chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    const pass = await this.enter(request.model, options);
    let accepted = false;
    const accept = (): void => {
      if (accepted) return;
      accepted = true;
      this.accepted(pass);
      options.onAccepted?.();
    };
    try {
      const answer = await this.inner.chat(request, { ...options, onAccepted: accept });
      accept();
      this.slots.answered();
      return answer;
    } catch (error) {
      throw this.failed(request.model, pass, error, accepted);
    } finally {
      this.slots.release();
      if (pass.pilot && !accepted) this.pilots -= 1;
      this.bell.ring();
    }
  }

  /** Waits until this call may go out, and takes its slot. Throws what it fails with instead, unasked. */
  private async enter(model: string, { signal, lastResort = false }: ChatOptions): Promise<Pass> {
    for (;;) {
      signal.throwIfAborted();
      this.models.check(model);
      const hold = this.circuit.isOpen ? 0 : this.backOff.hold();
      const patience = this.pilotSince + LONGEST_HOLD - this.clock.now();
      if (this.circuit.isOpen) await this.askAgain(signal, lastResort);
      else if (hold > 0) await this.holds.wait(signal, hold);
      else if (!this.slots.free) await this.bell.wait(signal);
      else if (!this.proven && this.pilots > 0 && patience > 0) await this.bell.wait(signal, patience);
      else return this.letThrough();
    }
  }

  private letThrough(): Pass {
    const pass = { pilot: !this.proven, epoch: this.slots.take(), sentAt: this.clock.now() };
    if (pass.pilot && this.pilots++ === 0) this.pilotSince = pass.sentAt;
    return pass;
  }

  /** Probes a provider whose cool-down is over, once for all; before that, and beside that, calls fail at once. */
  private async askAgain(signal: AbortSignal, lastResort: boolean): Promise<void> {
    if (!this.circuit.isDue || (this.probing && !lastResort)) throw this.circuit.refusal(lastResort);
    const over = this.probed.wait(signal);
    if (!this.probing) void this.probeOnce();
    await over;
  }

  /** Goes on when the call that began it is cancelled: its outcome is everybody's. */
  private async probeOnce(): Promise<void> {
    this.probing = true;
    this.circuit.probed(await this.inner.probe(new AbortController().signal));
    this.probing = false;
    this.probed.ring();
    this.bell.ring();
  }

  private accepted(pass: Pass): void {
    if (pass.pilot) this.pilots -= 1;
    this.circuit.succeeded();
    this.backOff.succeeded();
    // A late answer from before it closed says nothing of now.
    if (!this.circuit.isOpen) this.proven = true;
    this.bell.ring();
  }

  /** What is learnt from a failure, and the failure to throw: refusals with a wait that spreads the lanes. */
  private failed(model: string, pass: Pass, error: unknown, accepted: boolean): unknown {
    if (!(error instanceof EndpointFailure)) return error;
    this.models.failed(model, error);
    this.circuit.failed(error, accepted);
    if (this.circuit.isOpen) this.proven = false;
    if (error.scope === 'slots') {
      this.slots.refused(pass.epoch);
      return this.backOff.refusedForSlots(error);
    }
    if (error.scope !== 'rate') return error;
    const thrown = this.backOff.refusedForRate(error, pass.sentAt);
    if (this.backOff.isStorm) this.proven = false;
    return thrown;
  }
}
