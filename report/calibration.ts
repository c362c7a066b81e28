import { STATIC } from '../config/routing-schema';
import type { OverrideRow, ReviewRow } from '../kb/streams';
import { BUCKETS, bucketIndex } from '../review/confidence-buckets';
import { groupBy } from './group-by';
import { knownOutcomes, type JudgedConfidence } from './known-outcomes';

/** One bucket of the reliability curve. */
export interface Bucket {
  bucket: string;
  /** Confidences stated, whatever became of them. */
  stated: number;
  /** Those whose outcome is known: `right` + `wrong`. */
  n: number;
  right: number;
  wrong: number;
  /** Share that was right, 0-1, and the mean confidence stated for them, 0-100; null where nothing is known. */
  rate: number | null;
  confidence: number | null;
}

export interface Curve {
  stated: number;
  known: number;
  right: number;
  wrong: number;
  buckets: Bucket[];
  /** Mean of (p - o)², p the confidence as 0-1, o 1 where right, else 0: G. W. Brier, Monthly Weather Review 78 (1950). 0 is best. */
  brier: number | null;
  /**
   * Expected calibration error: sum over buckets of n/known · |rate - mean p|. Naeini, Cooper, Hauskrecht, "Obtaining
   * Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015. 0 is best.
   */
  ece: number | null;
}

/** How confidences compare with what became known later; numbers are null where nothing is known, never 0. */
export interface Calibration {
  /** Every model that stated a confidence, most first; the embedded reviewer is none. */
  models: (Curve & { model: string })[];
  total: Curve;
}

/** What outcomes are read from; rows in the order written. */
export interface CalibrationRows {
  reviews: readonly ReviewRow[];
  overrides: readonly OverrideRow[];
  /** Repository by loop: what happened to a file in a later loop of the same repository is known too. */
  repos: ReadonlyMap<string, string>;
}

/**
 * Calibration of each model out of the knowledge base alone. With `loopId`, of the reviews of that loop. It is shown to
 * people and never enters a prompt: a model told its own record states what is expected of it.
 */
export function calibrate(rows: CalibrationRows, loopId?: string): Calibration {
  const stated = knownOutcomes(rows).filter((one) => {
    return one.model !== STATIC && (loopId === undefined || one.loopId === loopId);
  });
  const byModel = groupBy(stated, (one) => one.model);
  const models = [...byModel].map(([model, own]) => ({ model, ...curveOf(own) }));
  return { models: models.sort((a, b) => b.stated - a.stated), total: curveOf(stated) };
}

function curveOf(stated: readonly JudgedConfidence[]): Curve {
  const known = stated.filter((one) => one.outcome !== 'unknown');
  const buckets = BUCKETS.map((bucket, i) =>
    bucketOf(
      bucket,
      stated.filter((one) => bucketIndex(one.confidence) === i),
    ),
  );
  const squares = known.map(
    ({ confidence, outcome }) => (confidence / 100 - (outcome === 'right' ? 1 : 0)) ** 2,
  );
  const gaps = buckets.map(({ n, rate, confidence }) => {
    return rate === null || confidence === null ? 0 : n * Math.abs(rate - confidence / 100);
  });
  const right = known.filter((one) => one.outcome === 'right').length;
  return {
    stated: stated.length,
    known: known.length,
    right,
    wrong: known.length - right,
    buckets,
    brier: mean(squares),
    ece: known.length === 0 ? null : sum(gaps) / known.length,
  };
}

function bucketOf(bucket: string, stated: readonly JudgedConfidence[]): Bucket {
  const known = stated.filter((one) => one.outcome !== 'unknown');
  const right = known.filter((one) => one.outcome === 'right').length;
  return {
    bucket,
    stated: stated.length,
    n: known.length,
    right,
    wrong: known.length - right,
    rate: known.length === 0 ? null : right / known.length,
    confidence: mean(known.map((one) => one.confidence)),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
