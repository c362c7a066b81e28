import { randomBytes } from 'node:crypto';
import type { SweepResult } from '../../activities/contract';
import { TypedFailure } from '../../failures/table';
import { checkRepository } from '../../forge/check-repository';
import { openJsonlStore } from '../../kb/jsonl-store';
import type { FindingRow, MetricsRow } from '../../kb/streams';
import { SEVERITIES } from '../../review/vocabulary';
import { counting } from '../../sweep/follow-findings';
import { awaitEnd } from '../await-end';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { atLeast, isSeverity } from '../fail-on';
import { sayFailure } from '../finish-loop';
import { loopInputOf } from '../loop-input-of';
import { repoPlace } from '../repo-place';
import { webUiLink } from '../temporal-commands';
import { withServices } from '../with-services';

/** One sweep, no loop: findings and metrics. */
export async function sweep(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const { failOn } = flags;
  if (failOn !== undefined && !isSeverity(failOn)) {
    throw new TypedFailure(
      'InvalidInput',
      `--fail-on is ${failOn}, expected high, medium or low: a sweep gives no verdicts.`,
    );
  }
  const place = repoPlace(context);
  if (!place.isUrl) await checkRepository(place);
  const input = loopInputOf(context, place.location);
  return withServices(context, place, async (served) => {
    const { client, signal, stateDir } = served;
    const workflowId = `${place.name}-sweep-${randomBytes(3).toString('hex')}`;
    await client.workflow.start('phaseSweep', { workflowId, taskQueue: 'scrum-loop', args: [input] });
    io.say(`Sweep ${workflowId}: ${webUiLink(served, workflowId) ?? 'started'}`);
    const end = await awaitEnd<SweepResult>(client, workflowId, signal);
    if (end.kind === 'detached') return EXIT.interrupted;
    if (end.kind === 'cancelled') return EXIT.incomplete;
    if (end.kind === 'failed') return sayFailure(end, io);
    const findings = await printSweep(stateDir, end.result, context);
    const met = failOn === undefined ? [] : counting(findings).filter((f) => atLeast(f.severity, failOn));
    if (met.length === 0) return EXIT.done;
    io.error(`--fail-on ${failOn ?? ''}: ${met.length} open findings are at least that severe.`);
    return EXIT.failOn;
  });
}

/** Prints the rows of a sweep, worst first, and returns its findings. */
async function printSweep(
  stateDir: string,
  { sweepId, metricsKey }: SweepResult,
  { io, flags }: CommandContext,
): Promise<FindingRow[]> {
  const store = openJsonlStore(stateDir);
  try {
    const rows = (await store.read('phase_sweep_findings', { sweep_id: sweepId })) as unknown as FindingRow[];
    const findings = rows.filter((row) => row.key.startsWith(`${metricsKey}/`)).sort(worstFirst);
    const metrics = (await store.get('scrum_loop_metrics', metricsKey)) as unknown as MetricsRow | undefined;
    if (flags.json === true) {
      for (const row of findings) io.json(row);
      return findings;
    }
    for (const { severity, status, dismissed, file, line, id, title } of findings) {
      io.data(
        `${severity} ${dismissed ? 'dismissed' : status} ${file}${line === null ? '' : `:${line}`} ${id} ${title}`.replaceAll(
          '\n',
          ' ',
        ),
      );
    }
    if (metrics !== undefined) io.data(metricsText(metrics));
    return findings;
  } finally {
    await store.close();
  }
}

function worstFirst(a: FindingRow, b: FindingRow): number {
  const bySeverity = SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
  return bySeverity || (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1);
}

const SHOWN = [
  'findings_total',
  'phases_total',
  'phases_real_count',
  'phases_partial_count',
  'phases_pseudo_count',
  'phases_missing_count',
  'test_count',
  'grep_hits_unimplemented',
  'grep_hits_pseudo',
  'dead_code_markers',
] as const;

function metricsText(metrics: MetricsRow): string {
  const own = Object.entries(metrics.custom).map(([name, { value }]) => `${name}: ${value ?? '-'}`);
  return [...SHOWN.map((name) => `${name}: ${metrics[name] ?? '-'}`), ...own].join('\n');
}
