import type { Environment } from '../config/environment';
import type { Flags } from './flags';
import type { Io } from './io';

/** What a command's action gets. */
export interface CommandContext {
  env: Environment;
  /** The folder the program was started in. */
  cwd: string;
  flags: Flags;
  io: Io;
  /** Positional arguments, as declared. */
  args: readonly (string | string[] | undefined)[];
}

/** A command; resolves to the exit code. */
export type Action = (context: CommandContext) => Promise<number>;

/** The positional argument at `index` that commander made sure of. */
export function argument({ args }: CommandContext, index: number): string {
  const value = args[index];
  return typeof value === 'string' ? value : '';
}
