import { LIST_NAMES, type ForensicEntry, type ForensicReport, type ListName } from './forensic-report';

/** The six lists whose entries are findings. */
export const DEFECT_LISTS = [
  'critical_failures',
  'pseudocode_flags',
  'prd_mismatches',
  'broken_pipelines',
  'missing_components',
  'risk_points',
] as const satisfies readonly ListName[];

/** All entries of the eight lists, in the order shown. */
export function entriesOf(report: ForensicReport): ForensicEntry[] {
  return LIST_NAMES.flatMap((name) => report[name]);
}

/** The entries of one list whose quote stands in the file. */
export function groundedIn(report: ForensicReport, list: ListName): ForensicEntry[] {
  return report[list].filter((entry) => entry.grounded === true);
}

/** The report with every list replaced by what `change` makes of it. */
export function mapLists(
  report: ForensicReport,
  change: (entries: ForensicEntry[], list: ListName) => ForensicEntry[],
): ForensicReport {
  const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, change(report[name], name)]));
  return { ...report, ...(lists as Record<ListName, ForensicEntry[]>) };
}
