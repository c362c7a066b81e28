import { TypedFailure, type FailureType } from '../../failures/table';
import { EndpointFailure } from '../endpoint-failure';
import type { GateClock } from './gate-clock';

/** A model that is not there may be pulled, a plan may be changed: after this long one call looks again. */
const LOOK_AGAIN = 5 * 60_000;

/** Models this provider does not serve (to us): one call finds out, the others are spared. */
export class RefusedModels {
  private readonly refused = new Map<string, { type: FailureType; message: string; until: number }>();

  constructor(private readonly clock: GateClock) {}

  /** Throws what the endpoint said of this model, without asking. */
  check(model: string): void {
    const known = this.refused.get(model);
    if (known && this.clock.now() < known.until) throw new TypedFailure(known.type, known.message);
  }

  failed(model: string, error: unknown): void {
    if (!(error instanceof EndpointFailure) || error.scope !== 'model') return;
    const { type, message } = error;
    this.refused.set(model, { type, message, until: this.clock.now() + LOOK_AGAIN });
  }
}
