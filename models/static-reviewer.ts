import type { ForensicEntry, ForensicReport } from '../review/forensic-report';
import type { MaskedText } from '../review/masked-text';
import { emptyReport } from '../review/forensic-report';
import { DEFECT_LISTS } from '../review/entries';
import { judge } from '../review/verdict';
import type { Severity } from '../review/vocabulary';
import type { RepoIndex } from '../source/repo-index';
import type { Defect } from '../source/rules/defect';
import { FileView } from '../source/rules/file-view';
import { defectsOf } from '../source/rules/find-defects';
import type { DefectList, RuleSet } from '../source/rules/rule';
import { maskDefects } from '../source/secrets/mask-defects';
import { maskQuote } from '../source/secrets/mask-quote';
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
  /** The text without its secrets: what is quoted is quoted from there. */
  masked?: MaskedText;
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
 * the same repository gives the same report. Every quote is text of the file, or of its masked form.
 */
export function reviewStatically(input: StaticReviewInput): ForensicReport {
  const { path, text, language, rules, index, masked } = input;
  const file = new FileView(path, text, language, index);
  const found = defectsOf(file, rules);
  const defects = masked ? maskDefects(found, masked) : found;
  const report = emptyReport();
  for (const defect of defects) report[defect.list].push(entryOf(defect, defect.claim));
  report.required_next_actions = nextActions(defects);
  report.verified_components = verifiedComponents(file, found).map((entry) => withoutSecrets(entry, masked));
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

function withoutSecrets(entry: ForensicEntry, masked: MaskedText | undefined): ForensicEntry {
  if (!masked || masked.count === 0) return entry;
  const { quote, line_start } = entry.evidence;
  const line = lineStart(masked.original, line_start ?? 1);
  return { ...entry, evidence: { ...entry.evidence, quote: maskQuote(masked, quote, line) } };
}

/** UTF-16 offset of a 1-based line. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) at = text.indexOf('\n', at) + 1;
  return at;
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
