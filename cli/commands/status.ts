import type { WorkflowExecutionDescription } from '@temporalio/client';
import { renderTracker } from '../../review/tracker';
import { argument, type CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { EXIT } from '../exit-codes';
import { summaryLine } from '../finish-loop';
import { loopState, type LoopStateView } from '../loop-state-view';
import { emptyView } from '../progress/loop-view';
import { progressBlock } from '../progress/render-progress';
import { requireLoop } from '../require-loop';
import { webUiLink } from '../temporal-commands';

/** Where a loop stands, from its own answers; a closed one also from its result. */
export async function status(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const loopId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    const described = await requireLoop(reached, loopId);
    const view = await loopState(reached.client, described);
    if (flags.json === true) io.json(view);
    else io.data(words(described, view));
    const link = webUiLink(reached, loopId);
    if (link !== null) io.say(`Web UI: ${link}`);
    return EXIT.done;
  } finally {
    await reached.close();
  }
}

function words(
  { workflowId, startTime, closeTime }: WorkflowExecutionDescription,
  view: LoopStateView,
): string {
  const times = `run started ${startTime.toISOString()}${closeTime ? `, closed ${closeTime.toISOString()}` : ''}`;
  const lines = [`${workflowId}: ${view.state} (${times})`];
  if (view.trouble !== null) lines.push(view.trouble);
  if (view.failure !== null) lines.push(view.failure);
  if (view.status !== null) lines.push(...progressBlock({ ...emptyView(workflowId), status: view.status }));
  if (view.result !== null) lines.push(summaryLine(view.result));
  const notices = view.status?.notices ?? view.result?.summary.notices ?? [];
  lines.push(...notices.map((notice) => `- ${notice}`));
  if (view.tracker.length > 0) lines.push('', renderTracker(view.tracker).trimEnd());
  if (view.pendingDecisions.length > 0) lines.push('', 'Waiting for a person:');
  for (const p of view.pendingDecisions) {
    lines.push(
      `- ${p.scope}${p.file === undefined ? '' : ` ${p.file}`} (iteration ${p.iteration}): ${p.reason}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
