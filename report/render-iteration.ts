import { inline, shown, table, tally } from './escape-markdown';
import { trustLines } from './render-trust';
import type { FileLine, IterationResult } from './loop-report';

const MOST_FILES = 500;
const HEAD = [
  'File',
  'Verdict',
  'Tier',
  'Score',
  'Confidence avg / min',
  'Findings',
  'Critical',
  'Missing',
  'Verified',
  'Model',
  'From',
];

/** "Iter N results": counts, files worst first, what is inconclusive and why, what was left out. */
export function iterationSection(result: IterationResult): string {
  const parts = [`## Iteration ${result.iteration} results`, summary(result)];
  const reviewed = result.files.filter((f) => f.outcome === 'reviewed');
  if (reviewed.length > 0) parts.push(table(HEAD, reviewed.slice(0, MOST_FILES).map(cells)));
  if (reviewed.length > MOST_FILES)
    parts.push(`${reviewed.length - MOST_FILES} more files are in the JSON report.`);
  const open = result.files.filter((f) => f.outcome === 'inconclusive');
  if (open.length > 0) {
    const lines = open.slice(0, MOST_FILES).map((f) => `- ${inline(f.file)}: ${inline(f.reason ?? '')}`);
    if (open.length > MOST_FILES) lines.push(`- ${open.length - MOST_FILES} more are in the JSON report`);
    parts.push(`### Not reviewed (inconclusive)\n\n${lines.join('\n')}`);
  }
  if (result.phases.length > 0) {
    const rows = result.phases.map((p) => [String(p.phase), inline(p.title), p.status]);
    parts.push(`### Phases\n\n${table(['Phase', 'Title', 'Status'], rows)}`);
  }
  if (result.gate_summary.length > 0)
    parts.push(`### Build gate\n\n${result.gate_summary.map((g) => `- ${inline(g)}`).join('\n')}`);
  return parts.join('\n\n');
}

/** `reused 410/412, 99.5 %`: files that an earlier identical review settled. */
export function reusedLine({ targets, reused, hit_rate }: IterationResult): string {
  const rate = hit_rate ?? (targets === 0 ? null : reused / targets);
  if (rate === null) return `reused ${reused}/${targets}`;
  // Only all of them are 100 %.
  const percent = Math.min(Math.round(rate * 1000) / 10, rate < 1 ? 99.9 : 100);
  return `reused ${reused}/${targets}, ${percent} %`;
}

function summary(r: IterationResult): string {
  const lines = [
    `- ${r.targets} targets: ${r.reviewed} reviewed, ${r.inconclusive} inconclusive; status ${r.status}`,
    `- verdicts: ${tally(r.verdicts)}`,
    `- tiers: ${tally(r.tiers)}`,
  ];
  if (r.omissions !== null) lines.push(`- left out: ${tally(r.omissions)}`);
  if (r.findings.total !== null) {
    lines.push(
      `- re-sweep: ${r.findings.total} findings, ${r.findings.fixed} fixed, ${r.findings.regressed} regressed`,
    );
  }
  if (r.improved !== null)
    lines.push(r.improved ? '- improved on the sweep before' : '- **did not improve** on the sweep before');
  if (r.triangulated !== null) lines.push(`- triangulated (sweep and review agree): ${r.triangulated}`);
  lines.push(...trustLines(r));
  const { asked, agreed, lone_critical: lone } = r.second_opinions;
  if (asked > 0)
    lines.push(
      `- second opinions on ${asked} files: ${agreed} settled by quorum, ${lone} on a lone critical failure`,
    );
  const { places, files, by_kind: kinds } = r.secrets_masked;
  if (places > 0) lines.push(`- secrets masked: ${places} places in ${files} files (${tally(kinds)})`);
  lines.push(`- ${reusedLine(r)}`);
  return lines.join('\n');
}

function cells(f: FileLine): string[] {
  return [
    inline(f.file),
    f.verdict ?? '-',
    f.tier,
    shown(f.alignment_score),
    f.confidence_avg === null ? '-' : `${shown(f.confidence_avg)} / ${shown(f.confidence_min)}`,
    String(f.findings),
    String(f.critical_failures),
    String(f.missing_components),
    String(f.verified_components),
    inline(f.accepted_model ?? '-'),
    f.reused ? 'reused' : (f.accepted_from ?? '-'),
  ];
}
