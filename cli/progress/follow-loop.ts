import type { Client } from '@temporalio/client';
import type { LoopResult, LoopStatus } from '../../workflows/messages';
import { awaitEnd, type WorkflowEnd } from '../await-end';
import type { Io } from '../io';
import { LiveBlock } from './live-block';
import { emptyView, type LoopView } from './loop-view';
import { look } from './look';
import { Pace } from './pace';
import { changeKey, progressBlock, progressLine, STATIC_RUN } from './render-progress';

const LIVE_MS = 500;
const PLAIN_MS = 1000;

/** Shows a loop's progress on stderr until it ends, or `signal` fires (`detached`). */
export async function followLoop(
  client: Client,
  loopId: string,
  io: Io,
  signal: AbortSignal,
): Promise<WorkflowEnd<LoopResult>> {
  if (io.quiet) return awaitEnd<LoopResult>(client, loopId, signal);
  const over = new AbortController();
  const showing = show(client, loopId, io, AbortSignal.any([over.signal, signal]));
  try {
    return await awaitEnd<LoopResult>(client, loopId, signal);
  } finally {
    over.abort();
    await showing;
  }
}

async function show(client: Client, loopId: string, io: Io, signal: AbortSignal): Promise<void> {
  const block = io.live ? new LiveBlock(io) : undefined;
  const pace = new Pace();
  const said = new Set<string>();
  let view = emptyView(loopId);
  let key = '';
  while (!signal.aborted) {
    const next = await look(client, view, pace, block !== undefined || io.verbose);
    if (signal.aborted) break;
    view = next;
    if (view.status !== null) sayNotices(view.status, io, said);
    block?.show(progressBlock(view));
    const changed = changeKey(view) !== key;
    key = changeKey(view);
    if (block === undefined && changed) io.say(progressLine(view));
    if (block === undefined && io.verbose) sayChildren(view, io, said);
    await pause(block === undefined ? PLAIN_MS : LIVE_MS, signal);
  }
  block?.end();
}

/** Every notice once, the static run loudest. */
function sayNotices(status: LoopStatus, io: Io, said: Set<string>): void {
  '*** STATIC RUN: no model is usable, so every file is read by the embedded reviewer alone. ***';
  for (const notice of [...(status.staticOnly ? [STATIC_RUN] : []), ...status.notices]) {
    if (said.has(notice)) continue;
    said.add(notice);
    io.say(notice);
  }
}

function sayChildren({ running }: LoopView, io: Io, said: Set<string>): void {
  for (const { file, step, asking } of running) {
    const line = `  ${file} · ${[step, ...asking].join(' · ')}`;
    if (said.has(line)) continue;
    said.add(line);
    io.detail(line);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
