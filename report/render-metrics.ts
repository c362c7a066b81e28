import type { MetricsRow } from '../kb/streams';
import { inline, shown, table } from './escape-markdown';
import type { LoopReport } from './loop-report';

type Measure = [name: string, of: (row: MetricsRow) => string];

const number = (name: keyof MetricsRow): Measure => [name, (row) => shown(row[name] as number | null)];

const MEASURES: readonly Measure[] = [
  number('findings_total'),
  [
    'findings_by_severity',
    ({ findings_by_severity: s }) => (s === null ? '-' : `${s.high}h / ${s.medium}m / ${s.low}l`),
  ],
  number('findings_dismissed'),
  number('phases_total'),
  number('phases_real_count'),
  number('phases_partial_count'),
  number('phases_pseudo_count'),
  number('phases_missing_count'),
  number('test_count'),
  number('test_fail_count'),
  number('grep_hits_unimplemented'),
  number('grep_hits_pseudo'),
  number('dead_code_markers'),
  number('prompt_tokens'),
  number('completion_tokens'),
  number('cost_usd'),
];

/** The trajectory: one column per sweep, the operator's own metrics below, and whether their targets were met. */
export function metricsSection(report: LoopReport): string {
  const { metrics } = report;
  if (metrics.length === 0) return '## Metrics per iteration\n\nNo sweep has ended yet.';
  const custom = [...new Set(metrics.flatMap((m) => Object.keys(m.custom)))];
  const head = [
    'Metric',
    ...metrics.map((m) => (m.iteration === 0 ? 'baseline' : `iter ${shown(m.iteration)}`)),
  ];
  const rows = [
    ...MEASURES.map(([name, of]) => [name, ...metrics.map(of)]),
    ...custom.map((name) => [inline(name), ...metrics.map((m) => shown(m.custom[name]?.value))]),
  ];
  const targets = report.targets.map((t) => {
    const word = t.met === null ? 'not measured' : t.met ? 'met' : 'missed';
    return `- ${inline(t.name)}: ${shown(t.value)} of at most ${t.target} (baseline ${shown(t.baseline)}): **${word}**`;
  });
  return [
    '## Metrics per iteration',
    table(head, rows),
    ...(targets.length > 0 ? [targets.join('\n')] : []),
  ].join('\n\n');
}
