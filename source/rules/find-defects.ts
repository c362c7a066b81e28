import type { RepoIndex } from '../repo-index';
import type { Hit } from './check';
import { fillClaim } from './claim';
import type { Defect } from './defect';
import { FileView } from './file-view';
import { inkStart } from './ink-start';
import { quoteAt } from './quote';
import { regexHits } from './regex-hits';
import type { Rule, RuleSet } from './rule';
import { syntaxHits, type SyntaxRule } from './syntax-hits';

export interface FileToCheck {
  /** Path in the repository, `/`-separated. */
  path: string;
  /** The whole decoded file. */
  text: string;
  /** A name of `source/languages.ts`. */
  language: string;
  rules: RuleSet;
  /** Without it the checks that need the repository find nothing. */
  index?: RepoIndex;
}

/** All defects the rules find in one file, by place, then rule. Pure: the same input gives the same defects. */
export function findDefects({ path, text, language, rules, index }: FileToCheck): Defect[] {
  return defectsOf(new FileView(path, text, language, index), rules);
}

/** A minified or hostile file must not fill the memory. */
const MAX_HITS = 10_000;

/** The same over a view that others use as well. */
export function defectsOf(file: FileView, rules: RuleSet): Defect[] {
  const active = (rules.byLanguage.get(file.language) ?? []).filter((rule) => concerns(rule, file));
  const fromTree = syntaxHits(active.filter(isSyntaxRule), file, MAX_HITS);
  const defects = active.flatMap((rule) => defectsOfRule(rule, file, hitsOf(rule, file, fromTree)));
  return defects.toSorted((a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

function concerns(rule: Rule, file: FileView): boolean {
  if (rule.tests === 'exclude' && file.isTest) return false;
  if (rule.tests === 'only' && !file.mayHaveTests) return false;
  return rule.looksAt(file.path);
}

function isSyntaxRule(rule: Rule): rule is SyntaxRule {
  return rule.matcher.kind === 'syntax';
}

function hitsOf(rule: Rule, file: FileView, fromTree: Map<Rule, Hit[]>): Hit[] {
  const { matcher } = rule;
  switch (matcher.kind) {
    case 'syntax':
      return fromTree.get(rule) ?? [];
    case 'regex':
      return regexHits(matcher, file, MAX_HITS);
    case 'check':
      return matcher.check(file);
  }
}

function defectsOfRule(rule: Rule, file: FileView, found: Hit[]): Defect[] {
  if (found.length === 0) return [];
  const wanted = (hit: Hit) => rule.tests === 'include' || (rule.tests === 'only') === file.inTest(hit.start);
  const hits = onePerLine(found.filter(wanted), file);
  const shown = hits.slice(0, rule.maxPerFile);
  const more = hits.length - shown.length;
  return shown.map((hit, i) => defectAt(rule, file, hit, i === shown.length - 1 ? more : 0));
}

/** A nested match of the same rule that begins on the same line is the same defect. */
function onePerLine(hits: Hit[], file: FileView): Hit[] {
  const seen = new Set<number>();
  return hits.filter((hit) => {
    const line = file.lines.lineAt(hit.start);
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
}

function defectAt(rule: Rule, file: FileView, hit: Hit, more: number): Defect {
  const claim = fillClaim(rule.claim, file.text, hit);
  return {
    rule: rule.id,
    list: rule.list,
    severity: hit.severity ?? rule.severity,
    confidence: rule.confidence,
    claim: more > 0 ? `${claim} (and ${more} more in this file)` : claim,
    ...(rule.next !== undefined && { next: fillClaim(rule.next, file.text, hit) }),
    ...quoteAt(file.text, file.lines, inkStart(file.text, hit), hit.end),
    start: hit.start,
    end: hit.end,
  };
}
