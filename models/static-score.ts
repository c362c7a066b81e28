import type { Defect } from '../source/rules/defect';
import type { DefectList } from '../source/rules/rule';

/** What one certain defect of a list costs. */
const WEIGHTS: Record<DefectList, number> = {
  critical_failures: 3,
  pseudocode_flags: 1.5,
  broken_pipelines: 1.5,
  missing_components: 1,
  prd_mismatches: 1,
  risk_points: 1,
};

/**
 * Alignment score of the embedded reviewer: 10 less the weights of the defects, each times its confidence, per hundred
 * lines (a file shorter than that counts as a hundred); never below 0, with a critical failure never over 4.9, one decimal.
 */
export function scoreOf(defects: readonly Defect[], text: string): number {
  const lines = text.split('\n').length;
  const cost = defects.reduce((sum, { list, confidence }) => sum + (WEIGHTS[list] * confidence) / 100, 0);
  const most = defects.some(({ list }) => list === 'critical_failures') ? 4.9 : 10;
  return Math.max(0, Math.min(most, Math.round((10 - cost / Math.max(1, lines / 100)) * 10) / 10));
}
