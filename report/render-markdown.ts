import { renderTracker } from '../review/tracker';
import { inline, shown } from './escape-markdown';
import type { LoopReport } from './loop-report';
import { calibrationText } from './render-calibration';
import { dismissedSection, findingsSection } from './render-findings';
import { iterationSection, reusedLine } from './render-iteration';
import { metricsSection } from './render-metrics';

/**
 * The report in the shape of the loop's running notes: tracker, results per iteration, "Fix next loop" observations,
 * metrics per iteration. All text of reviewed code, models and people is escaped.
 */
export function renderMarkdown(report: LoopReport): string {
  const sections = [
    heading(report),
    tracker(report),
    ...report.results.map(iterationSection),
    observations(report),
    decisions(report),
    findingsSection(report),
    dismissedSection(report),
    metricsSection(report),
    `## Calibration\n\n${calibrationText(report.calibration)}`,
    spending(report),
  ];
  return `${sections.filter((s) => s !== '').join('\n\n')}\n`;
}

/** The seed's table, and how many of each iteration's files an earlier identical review settled. */
function tracker(report: LoopReport): string {
  const reused = report.results.map((r) => `- iteration ${r.iteration}: ${reusedLine(r)}`);
  const rows = renderTracker(report.tracker, report.baseline_findings).trimEnd();
  return ['## Iteration tracker', rows, ...(reused.length > 0 ? [reused.join('\n')] : [])].join('\n\n');
}

function heading(report: LoopReport): string {
  const commit =
    report.commit === null
      ? ''
      : ` at ${inline(report.commit.slice(0, 12))}${report.dirty ? ' with uncommitted changes' : ''}`;
  const lines = [
    '# Scrum Loop Notes — Observations across iterations',
    '',
    `Running notes from the ${report.iterations}x scrum loop ${inline(report.loop_id)} over ${inline(report.repo ?? 'an unknown repository')}${commit}` +
      `${report.started === null ? '' : ` (started ${inline(report.started)})`}. Outcome: **${report.outcome}**.`,
  ];
  if (report.static_only) {
    lines.push(
      '',
      '> **Static run.** No model was usable: every file was read by the embedded reviewer alone. No tier is above simulation.',
    );
  }
  if (report.notices.length > 0) lines.push('', ...report.notices.map((n) => `- ${inline(n)}`));
  return lines.join('\n');
}

function observations(report: LoopReport): string {
  const lines = ['## Fix next loop — observations'];
  if (report.observations.length === 0) lines.push('', 'None.');
  let section: number | null | undefined;
  for (const o of report.observations) {
    if (o.left_in !== section) {
      section = o.left_in;
      lines.push('', `### Iteration ${shown(section)} observations`, '');
    }
    const state =
      o.picked_iteration !== null
        ? `picked up in iteration ${o.picked_iteration}`
        : `waits for ${o.for_iteration === null ? 'the next iteration' : `iteration ${o.for_iteration}`}`;
    lines.push(`- ${inline(o.file)}: ${inline(o.note)} (${state})`);
  }
  return lines.join('\n');
}

function decisions(report: LoopReport): string {
  const lines = ['## Pending decisions', ''];
  if (report.pending.length === 0) lines.push('None.');
  for (const p of report.pending) {
    const why =
      p.reason === null
        ? `verdict ${p.verdict ?? 'none'}, lowest confidence ${shown(p.confidence_min)}`
        : inline(p.reason);
    lines.push(`- ${inline(p.file)} (iteration ${p.iteration}): ${why}`);
  }
  if (report.overrides.length > 0) lines.push('', '## Human overrides', '');
  for (const o of report.overrides) {
    const what = o.accepted
      ? `${o.decision ?? '-'} ${o.scope ?? '-'}`
      : `refused (${inline(o.note ?? 'no reason recorded')})`;
    const file = o.file === null ? '' : ` ${inline(o.file)}`;
    lines.push(
      `- iteration ${shown(o.iteration)}: ${what}${file}: ${inline(o.reason)} (${inline(o.by ?? 'unnamed')})`,
    );
  }
  return lines.join('\n');
}

function spending({ spending: s }: LoopReport): string {
  const unknown = [
    s.unknown_tokens > 0 ? `${s.unknown_tokens} reviews without token counts` : '',
    s.unknown_cost > 0 ? `${s.unknown_cost} reviews without a price` : '',
  ].filter((part) => part !== '');
  const cost = s.cost_usd === null ? 'unknown' : `$${s.cost_usd.toFixed(4)}`;
  const tokens =
    s.prompt_tokens === null ? 'unknown' : `${s.prompt_tokens} in, ${shown(s.completion_tokens)} out`;
  return `## Spending\n\nTokens: ${tokens}. Cost: ${cost}.${unknown.length > 0 ? ` (${unknown.join(', ')})` : ''}`;
}
