import { TypedFailure, type FailureType } from '../failures/table';

/**
 * What a failed call says beyond itself. `call`: nothing. `model`: this model cannot be asked here. `key`: the endpoint
 * refuses the key. `down`: the endpoint cannot be reached or is broken. `rate`: too many requests for now. `slots`: too
 * many at once. `limit`: a usage limit that lasts until `resetMs` from now.
 */
export type FailureScope = 'call' | 'model' | 'key' | 'down' | 'rate' | 'slots' | 'limit';

/** A failure of the table that also tells the provider's gate whom it concerns. */
export class EndpointFailure extends TypedFailure {
  constructor(
    type: FailureType,
    message: string,
    readonly scope: FailureScope,
    more: { retryAfterMs?: number | undefined; resetMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(type, message, more.retryAfterMs, more.cause === undefined ? undefined : { cause: more.cause });
    this.resetMs = more.resetMs;
  }

  /** Milliseconds until a usage limit resets; only for the scope `limit`. */
  readonly resetMs: number | undefined;
}
