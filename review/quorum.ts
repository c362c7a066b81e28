import { groundedIn } from './entries';
import type { ForensicReport } from './forensic-report';
import { judge, lowerVerdict } from './verdict';
import { VERDICTS, type Verdict } from './vocabulary';

/** One whole review of a file by one model (or by several, shard by shard), grounded. */
export interface GivenOpinion {
  model: string;
  report: ForensicReport;
}

export interface QuorumResult {
  /** Index of the opinion that becomes the record. */
  accepted: number;
  /** The verdict that enough opinions share; null when none has so many. */
  agreed: Verdict | null;
  /** The record stands on a grounded critical failure that the others do not share. */
  loneCritical: boolean;
}

/** What one opinion says by itself: the lower of the program's verdict on its entries and the model's own. */
export function opinionVerdict(report: ForensicReport): Verdict {
  return lowerVerdict(judge(report), report.verdict);
}

/**
 * Whether a review's verdicts conflict: the model's own with the program's on the model's entries, or a model that saw no
 * critical failure with the embedded reviewer, which has one.
 */
export function conflicting(report: ForensicReport, beside: ForensicReport): boolean {
  const modelsOwn = report.verdict !== null && report.verdict !== judge(report);
  const overseen = isCritical(beside) && !isCritical(report);
  return modelsOwn || overseen;
}

/**
 * Decides among opinions: a grounded critical failure stands, however many others did not see it; else the verdict that
 * `quorum` of them share, in the words of the first that gave it; else the worst verdict given. Nothing is averaged: the
 * record is one of the opinions, so that its counts and its verdict belong together.
 */
export function decideByQuorum(opinions: readonly GivenOpinion[], quorum: number): QuorumResult {
  const verdicts = opinions.map(({ report }) => opinionVerdict(report));
  const agreed =
    [...VERDICTS]
      .reverse()
      .find((verdict) => verdicts.filter((given) => given === verdict).length >= quorum) ?? null;
  const critical = opinions.flatMap(({ report }, i) => (isCritical(report) ? [i] : []));
  const [first] = critical;
  if (first !== undefined) {
    return { accepted: first, agreed, loneCritical: critical.length === 1 && opinions.length > 1 };
  }
  const worst = verdicts.reduce((a, b) => lowerVerdict(a, b));
  return { accepted: verdicts.indexOf(agreed ?? worst), agreed, loneCritical: false };
}

function isCritical(report: ForensicReport): boolean {
  return groundedIn(report, 'critical_failures').length > 0;
}
