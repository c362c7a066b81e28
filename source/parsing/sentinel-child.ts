import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * The process in which texts are parsed first: `sentinel-child.js MODULE`, a module that exports `parseFully`. Gets
 * `{ id, text, language }` by IPC and answers `{ id }` once it has lived through it. Ends with its parent, also in the
 * middle of a parse that would never end: a thread of its own looks after that.
 */
interface Task {
  id: number;
  text: string;
  language: string;
}

const WATCH = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);
`;

const [path = ''] = process.argv.slice(2);
const parser = createRequire(__filename)(path) as { parseFully: (text: string, language: string) => void };
new Worker(WATCH, { eval: true }).unref();
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, text, language }: Task) => {
  parser.parseFully(text, language);
  process.send?.({ id });
});
process.send?.({ ready: true });
