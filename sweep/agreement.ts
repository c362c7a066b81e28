import { STATIC } from '../config/routing-schema';
import type { MetricsRow, ReviewRow } from '../kb/streams';
import { groundedIn } from '../review/entries';

export type Agreement = NonNullable<MetricsRow['agreement']>;

/**
 * How far the sources of an iteration agree, over the files that a model reviewed; null where no model did.
 *
 * - `places`: what any source named (the rows' `claimed_places`); `agreed`: where at least two met independently.
 * - A file disagrees where the embedded reviewer has a grounded defect and the model's record claims none in the whole
 *   file, or where the model verified a component on the very lines of a critical failure of the embedded reviewer. The
 *   reverse is no disagreement: rules see less than models do.
 *
 * `rows` are those that count in the iteration. Rates are 0-1; null where there was nothing to compare.
 */
export function agreementOf(rows: readonly ReviewRow[]): Agreement | null {
  const compared = rows.filter((row) => row.outcome === 'reviewed' && row.accepted_model !== STATIC);
  if (compared.length === 0) return null;
  const sum = (of: (row: ReviewRow) => number): number => compared.reduce((total, row) => total + of(row), 0);
  const places = sum((row) => row.claimed_places ?? 0);
  const agreed = sum((row) => row.triangulation?.length ?? 0);
  const disagreeing = compared.filter(disagrees).length;
  return {
    places,
    agreed,
    agreement_rate: places === 0 ? null : agreed / places,
    files_compared: compared.length,
    files_disagreeing: disagreeing,
    disagreement_rate: disagreeing / compared.length,
  };
}

function disagrees(row: ReviewRow): boolean {
  if (row.static_findings.length > 0 && row.findings_count === 0) return true;
  const { report } = row;
  if (report === null || typeof report === 'string') return false;
  const verified = groundedIn(report, 'verified_components');
  return row.static_findings.some((finding) => {
    const { list, line_start: start, line_end: end } = finding as Partial<Record<string, unknown>>;
    if (list !== 'critical_failures' || typeof start !== 'number' || typeof end !== 'number') return false;
    return verified.some(
      ({ evidence }) =>
        evidence.line_start !== null && evidence.line_start <= end && (evidence.line_end ?? 0) >= start,
    );
  });
}
