/**
 * Every typed failure of the product in one table: whether Temporal may retry it, who handles it, and what the user
 * should do next. The names are the `type` of the `ApplicationFailure` that carries them.
 */
export interface FailureKind {
  retryable: boolean;
  /** `loop`: ends the workflow; `ladder`: a hop; `gate`, `sweep`: that step; `cli`: printed, with the exit code. */
  handledBy: 'loop' | 'ladder' | 'gate' | 'sweep' | 'cli';
  /** Process exit code where the CLI ends with it. */
  exitCode: 2 | 3 | 4;
  /** One sentence to the user. */
  next: string;
}

export const FAILURES = {
  InvalidInput: {
    retryable: false,
    handledBy: 'loop',
    exitCode: 2,
    next: 'Correct the fields named and start the loop again.',
  },
  ConfigError: {
    retryable: false,
    handledBy: 'loop',
    exitCode: 2,
    next: 'Correct the key named in the file named.',
  },
  RepositoryError: {
    retryable: false,
    handledBy: 'loop',
    exitCode: 2,
    next: 'Give a git repository that this worker can read.',
  },
  SnapshotLost: {
    retryable: false,
    handledBy: 'loop',
    exitCode: 3,
    next: 'Give every worker of the loop the same state directory.',
  },
  RoutingMismatch: {
    retryable: false,
    handledBy: 'ladder',
    exitCode: 2,
    next: 'Restart the worker with the routing file the loop was started with.',
  },
  ModelTransient: {
    retryable: true,
    handledBy: 'ladder',
    exitCode: 3,
    next: 'Nothing: it is tried again, then the next rung is taken.',
  },
  ModelAuth: {
    retryable: false,
    handledBy: 'ladder',
    exitCode: 3,
    next: 'Check the API key in the variable named by api_key_env.',
  },
  ModelUnknown: {
    retryable: false,
    handledBy: 'ladder',
    exitCode: 3,
    next: 'Check the model name in the routing file against the provider.',
  },
  ModelWindow: {
    retryable: false,
    handledBy: 'ladder',
    exitCode: 3,
    next: 'Route this file to a model with a larger window or lower the shard threshold.',
  },
  ProviderClosed: {
    retryable: false,
    handledBy: 'ladder',
    exitCode: 3,
    next: 'Wait for the provider limit to reset or add another provider.',
  },
  RowInvalid: {
    retryable: false,
    handledBy: 'loop',
    exitCode: 3,
    next: 'Report the row named as a defect of this program.',
  },
  StoreError: {
    retryable: true,
    handledBy: 'loop',
    exitCode: 3,
    next: 'Make room in the state directory and check its permissions.',
  },
  ServicesError: { retryable: false, handledBy: 'cli', exitCode: 4, next: 'Run scrum-loop doctor.' },
  SetupError: {
    retryable: false,
    handledBy: 'cli',
    exitCode: 4,
    next: 'Set TEMPORAL_CLI_PATH to a Temporal CLI or run npm start with network access.',
  },
} as const satisfies Record<string, FailureKind>;

export type FailureType = keyof typeof FAILURES;

/** An error of the table, thrown in activities, CLI and services; activities turn it into an `ApplicationFailure`. */
export class TypedFailure extends Error {
  /** Of a model call: it was under way when it broke off, so nobody knows what it has used. */
  brokeOff = false;

  constructor(
    readonly type: FailureType,
    message: string,
    /** Milliseconds to wait before the next try; only for retryable kinds. */
    readonly retryAfterMs?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = type;
  }

  get retryable(): boolean {
    return FAILURES[this.type].retryable;
  }
}
