import type { ForensicEntry, ForensicReport } from '../review/forensic-report';
import { emptyReport } from '../review/forensic-report';
import { DEFECT_LISTS } from '../review/entries';
import { judge } from '../review/verdict';
import type { Severity } from '../review/vocabulary';
import type { RepoIndex } from '../source/repo-index';
import type { Defect } from '../source/rules/defect';
import { FileView } from '../source/rules/file-view';
import { defectsOf } from '../source/rules/find-defects';
import type { DefectList, RuleSet } from '../source/rules/rule';
import { scoreOf } from './static-score';
import { verifiedComponents } from './verified-components';

export interface StaticReviewInput {
  /** Path in the repository. */
  path: string;
  text: string;
  /** A name of `source/languages.ts`. */
  language: string;
  rules: RuleSet;
  /** Without it nothing can be said of what is wired and tested. */
  index?: RepoIndex;
}

/** What a record keeps of one finding of the embedded reviewer. */
export type StaticFinding = {
  rule: string;
  list: DefectList;
  severity: Severity;
  claim: string;
  quote: string;
  line_start: number | null;
  line_end: number | null;
  confidence: number | null;
};

/**
 * The embedded reviewer: rules over the syntax tree, answered in the forensic form of any model. Pure: the same file in
 * the same repository gives the same report. Every quote is text of the file.
 */
export function reviewStatically({ path, text, language, rules, index }: StaticReviewInput): ForensicReport {
  const file = new FileView(path, text, language, index);
  const defects = defectsOf(file, rules);
  const report = emptyReport();
  for (const defect of defects) report[defect.list].push(entryOf(defect, defect.claim));
  report.required_next_actions = nextActions(defects);
  report.verified_components = verifiedComponents(file, defects);
  report.alignment_score = scoreOf(defects, text);
  report.verdict = judge(report);
  return report;
}

/** The defects of a report in the small form that stands in a record beside a model's answer. */
export function staticFindings(report: ForensicReport): StaticFinding[] {
  return DEFECT_LISTS.flatMap((list) =>
    report[list].map(({ rule = '', severity = 'medium', claim, evidence, confidence }) => ({
      rule,
      list,
      severity,
      claim,
      ...evidence,
      confidence,
    })),
  );
}

function entryOf(defect: Defect, claim: string): ForensicEntry {
  const { quote, line_start, line_end, confidence, rule, severity } = defect;
  return { claim, evidence: { quote, line_start, line_end }, confidence, rule, severity, grounded: true };
}

/** What to do, each thing once, at the first place that asks for it. */
function nextActions(defects: readonly Defect[]): ForensicEntry[] {
  const byText = new Map<string, ForensicEntry>();
  for (const defect of defects) {
    if (defect.next !== undefined && !byText.has(defect.next))
      byText.set(defect.next, entryOf(defect, defect.next));
  }
  return [...byText.values()];
}
