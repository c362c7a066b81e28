import { wellFormed } from '../../failures/well-formed';
import type { LoopStatus, ReviewStatus } from '../../workflows/messages';
import type { LoopView } from './loop-view';

/** Said loudly when a run starts and when it ends. */
export const STATIC_RUN =
  '*** STATIC RUN: no model is usable, so every file is read by the embedded reviewer alone. ***';

/** The refreshed block: one line for the loop, one for the files, one for what is running. */
export function progressBlock(view: LoopView): string[] {
  const { status, running, trouble } = view;
  if (status === null) return [`${view.loopId}: ${trouble ?? 'starting'}`];
  const lines = [`${view.loopId}: ${headline(status)}`, `  ${filesLine(view, status)}`];
  for (const child of running) lines.push(`  ${childLine(child)}`);
  const more = status.running.length - running.length;
  if (more > 0) lines.push(`  and ${more} more ${more === 1 ? 'file' : 'files'} under review`);
  if (status.pendingDecisions > 0) lines.push(`  ${status.pendingDecisions} decisions wait for a person`);
  if (trouble !== null) lines.push(`  ${trouble}`);
  return lines.map((line) => wellFormed(line, 1000).replaceAll('\n', ' '));
}

/** One plain line with everything in it. */
export function progressLine(view: LoopView): string {
  const { status, trouble } = view;
  if (status === null) return `${view.loopId}: ${trouble ?? 'starting'}`;
  const pending = status.pendingDecisions > 0 ? ` · ${status.pendingDecisions} decisions wait` : '';
  return `${view.loopId}: ${headline(status)} · ${filesLine(view, status)}${pending}${trouble === null ? '' : ` · ${trouble}`}`;
}

/** Plain lines are written when this changes: the step, a tenth of the files, a decision, trouble. */
export function changeKey({ status, trouble }: LoopView): string {
  if (status === null) return `-/${trouble ?? ''}`;
  const { total, done } = status.files;
  const tenth = total === 0 ? 0 : Math.floor((done * 10) / total);
  return [status.status, status.iteration, status.paused, tenth, status.pendingDecisions, trouble ?? ''].join(
    '/',
  );
}

function headline({ iteration, iterations, status, paused }: LoopStatus): string {
  const where = iteration === 0 ? 'baseline sweep' : `iteration ${iteration}/${iterations}`;
  return `${where} · ${status}${paused ? ' · paused' : ''}`;
}

function filesLine(
  { etaMs }: LoopView,
  { files, tokens, costUsd, maxTokens, maxCostUsd }: LoopStatus,
): string {
  const parts = [`files ${files.done}/${files.total}`];
  if (files.reused > 0) parts.push(`${files.reused} reused`);
  if (files.inconclusive > 0) parts.push(`${files.inconclusive} inconclusive`);
  parts.push(`tokens ${tokens ?? 'unknown'}${maxTokens === null ? '' : `/${maxTokens}`}`);
  const cap = maxCostUsd === null ? '' : `/$${maxCostUsd}`;
  parts.push(`cost ${costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`}${cap}`);
  if (etaMs !== null) parts.push(`about ${duration(etaMs)} left`);
  return parts.join(' · ');
}

function childLine({ file, step, shards, shardsDone, asking, hops }: ReviewStatus): string {
  const parts = [file, step];
  if (shards > 0) parts.push(`shards ${shardsDone}/${shards}`);
  const [asked] = asking;
  if (asked !== undefined)
    parts.push(asking.length > 1 ? `${asked} and ${asking.length - 1} more calls` : asked);
  if (hops.length > 0) parts.push(`${hops.length} hops`);
  return parts.join(' · ');
}

/** `40 s`, `3 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
