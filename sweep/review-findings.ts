import type { ReviewRow } from '../kb/streams';
import { DEFECT_LISTS, groundedIn } from '../review/entries';
import { dismissalPrint } from './dismissal';

/** One thing a review found, as a person can dismiss it. */
export interface ReviewFinding {
  fingerprint: string;
  title: string;
  line: number | null;
  lastLine: number | null;
}

type Row = Pick<ReviewRow, 'file' | 'report' | 'static_findings' | 'findings_count'>;

/**
 * Grounded defect entries of a review and what the embedded reviewer found beside it, each place once. A markdown
 * review keeps its suggestions as text: of it only the latter.
 */
export function reviewFindings(row: Row): ReviewFinding[] {
  const { file, report } = row;
  const entries =
    report === null || typeof report === 'string'
      ? []
      : DEFECT_LISTS.flatMap((list) =>
          groundedIn(report, list).map(({ rule, claim, evidence }) =>
            findingOf(file, rule ?? `review/${list}`, claim, evidence),
          ),
        );
  const beside = row.static_findings.map((finding) => {
    const { claim, quote, line_start, line_end } = finding as Partial<Record<string, unknown>>;
    return findingOf(file, finding.rule, textOf(claim), {
      quote: textOf(quote),
      line_start: lineOf(line_start),
      line_end: lineOf(line_end),
    });
  });
  const places = new Map([...entries, ...beside].map((f) => [`${f.fingerprint} ${f.line ?? ''}`, f]));
  return [...places.values()];
}

/** What a review found that counts: for a markdown review its suggestions too. */
export function countFindings(row: Row): number {
  return reviewFindings(row).length + (typeof row.report === 'string' ? row.findings_count : 0);
}

/**
 * Whether a person has dismissed everything a review found, and its code is the same: then nobody is asked again. A
 * file that could not be reviewed is never dismissed.
 */
export function isDismissed(row: Row & Pick<ReviewRow, 'outcome' | 'dismissed_count'>): boolean {
  const { outcome, dismissed_count: dismissed } = row;
  return outcome === 'reviewed' && dismissed !== undefined && dismissed >= countFindings(row);
}

function findingOf(
  file: string,
  rule: string,
  title: string,
  evidence: { quote: string; line_start: number | null; line_end: number | null },
): ReviewFinding {
  const { quote, line_start, line_end } = evidence;
  const fingerprint = dismissalPrint({ file, rule, title, evidence: quote });
  return { fingerprint, title, line: line_start, lastLine: line_end };
}

// A row's static findings have no schema of their own beyond the rule.
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const lineOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
