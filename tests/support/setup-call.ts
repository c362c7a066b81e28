import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SetupCall<T> {
  result?: T;
  error?: { name: string; message: string; next?: string };
  /** What it said to the user. */
  said: string;
}

/** Calls a function of scripts/lib in a plain Node process, as set-up runs it; `args` come before the options. */
export async function setupCall<T>(
  file: string,
  name: string,
  options: Record<string, unknown>,
): Promise<SetupCall<T>> {
  const argv = [join(__dirname, 'run-setup-function.mjs'), file, name, JSON.stringify(options)];
  const { stdout, stderr } = await run(process.execPath, argv);
  return { ...(JSON.parse(stdout) as Omit<SetupCall<T>, 'said'>), said: stderr };
}
