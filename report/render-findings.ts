import { inline, table } from './escape-markdown';
import type { FindingLine, LoopReport } from './loop-report';

const MOST_FINDINGS = 200;
const HEAD = ['Id', 'Severity', 'Status', 'Where', 'Finding', 'First seen'];

/** The findings of the last sweep that count. */
export function findingsSection({ findings }: Pick<LoopReport, 'findings'>): string {
  const counted = findings.filter((f) => f.dismissed === undefined);
  const rows = counted
    .slice(0, MOST_FINDINGS)
    .map((f) => [
      inline(f.id),
      f.severity,
      f.status,
      where(f),
      `${inline(f.title, 200)}${returned(f)}`,
      inline(f.first_seen_sweep),
    ]);
  return section('## Findings of the last sweep', table(HEAD, rows), counted.length);
}

/** What people dismissed, with reason and who: shown, and counted in nothing. Empty where there is none. */
export function dismissedSection({ findings }: Pick<LoopReport, 'findings'>): string {
  const dismissed = findings.filter((f) => f.dismissed !== undefined);
  if (dismissed.length === 0) return '';
  const rows = dismissed
    .slice(0, MOST_FINDINGS)
    .map((f) => [
      inline(f.id),
      f.severity,
      where(f),
      inline(f.title, 200),
      inline(f.dismissed?.reason ?? ''),
      inline(f.dismissed?.by ?? 'unnamed'),
      inline(f.dismissed?.ts ?? ''),
    ]);
  const head = ['Id', 'Severity', 'Where', 'Finding', 'Reason', 'By', 'When'];
  const note = 'They count in no total and come back when the code they stand in changes.';
  return section(`## Dismissed by a person\n\n${note}`, table(head, rows), dismissed.length);
}

function section(heading: string, rows: string, all: number): string {
  const more = all > MOST_FINDINGS ? `\n\n${all - MOST_FINDINGS} more are in the JSON report.` : '';
  return `${heading}\n\n${all === 0 ? 'None.' : rows}${more}`;
}

function where(f: FindingLine): string {
  return `${inline(f.file)}${f.line === null ? '' : `:${f.line}`}`;
}

function returned({ dismissed_before: before }: FindingLine): string {
  if (before === undefined) return '';
  return ` (dismissed before by ${inline(before.by ?? 'unnamed')}: ${inline(before.reason)}; the code has changed since)`;
}
