import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Appender {
  child: ChildProcess;
  /** Keys the child said are durable, so far. */
  durable: string[];
  /** Resolves to exit code or signal. */
  ended: Promise<number | string>;
}

/** Starts one child process that appends rows to the store in `dir`. */
export function startAppender(dir: string, name: string, count: number, shared = false): Appender {
  const args = [
    '-r',
    join(__dirname, 'register-swc.cjs'),
    join(__dirname, 'kb-appender.ts'),
    dir,
    name,
    String(count),
  ];
  const child = spawn(process.execPath, shared ? [...args, 'shared'] : args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const durable: string[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    durable.push(...lines);
  });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return { child, durable, ended };
}

/** Resolves when `holds` does; looks after each turn of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
