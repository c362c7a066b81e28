import type { CheckedLoopInput } from '../activities/loop-input';

/** The groups of work a worker process can take; `--only` picks among them. */
export const WORKER_GROUPS = ['review', 'model', 'build'] as const;
export type WorkerGroup = (typeof WORKER_GROUPS)[number];

/** What a worker process is started with, as JSON in its first argument. */
export interface WorkerSettings {
  address: string;
  namespace: string;
  stateDir: string;
  /** The folder the program was started in. */
  cwd: string;
  /** `--routing`; absent: found beside the config file, else the shipped one. */
  routingPath?: string;
  /** `--config`; absent: each repository's own `scrum.toml`. */
  configPath?: string;
  trustRepoConfig: boolean;
  only: readonly WorkerGroup[];
  /** Flags that are defaults of loops started here. */
  defaults: Partial<CheckedLoopInput>;
  /** Take the connection (TLS, key, address) from the environment or its profile instead of `address`. */
  fromEnvironment?: boolean;
}
