import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * The process in which texts are parsed first: `sentinel-child.js MODULE BYTES`, a module that exports `parseFully` and
 * the memory the process may have. Gets `{ id, text, language }` by IPC and answers `{ id }` once it has lived through
 * it. Ends with its parent and when it takes too much memory, also in the middle of a parse that would never end: a
 * thread of its own looks after that.
 */
interface Task {
  id: number;
  text: string;
  language: string;
}

const WATCH = `
const parent = process.ppid;
const most = Number(require('node:worker_threads').workerData);
const past = () => process.ppid !== parent || process.memoryUsage.rss() > most;
setInterval(() => { if (past()) process.kill(process.pid, 'SIGKILL'); }, 100);
`;

const [path = '', most = ''] = process.argv.slice(2);
const parser = createRequire(__filename)(path) as { parseFully: (text: string, language: string) => void };
new Worker(WATCH, { eval: true, workerData: most }).unref();
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, text, language }: Task) => {
  parser.parseFully(text, language);
  process.send?.({ id });
});
process.send?.({ ready: true });
