import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { buildRepoIndex } from '../../source/repo-index';
import { findDefects } from '../../source/rules/find-defects';
import { loadRules } from '../../source/rules/load-rules';
import type { Rule } from '../../source/rules/rule';
import { casesOf, rulesWithCases, type RuleCase } from '../support/rule-cases';

const shipped = loadRules([join(packageRoot(), 'config/rules')]);
const ids = shipped.rules.map((rule) => rule.id);

/** The lines on which one rule alone fires in a case. */
function linesOf(rule: Rule, { path, text, language, repo }: RuleCase): number[] {
  const alone = { ...shipped, rules: [rule], byLanguage: new Map([[language, [rule]]]) };
  const index = buildRepoIndex([...repo, { path, text, language }]);
  expect([...rule.languages]).toContain(language);
  return findDefects({ path, text, language, rules: alone, index }).map((defect) => defect.line_start);
}

test('at least fifty-five rules are shipped, and none is left out on this machine', () => {
  expect(ids.length).toBeGreaterThanOrEqual(55);
  expect(shipped.skipped).toEqual([]);
});

test('a rule of severity high says that it is sure, and only defects of the product fail a file', () => {
  const unsure = shipped.rules.filter((rule) => rule.severity === 'high' && rule.confidence < 75);
  const lenient = shipped.rules.filter(
    (rule) => rule.list === 'critical_failures' && rule.severity !== 'high',
  );
  expect(unsure.map((rule) => rule.id)).toEqual([]);
  expect(lenient.map((rule) => rule.id)).toEqual([]);
});

test('cases exist for every rule and for no other', () => {
  expect(rulesWithCases()).toEqual(ids.toSorted());
});

test('the document lists every rule', () => {
  const document = readFileSync(join(packageRoot(), 'docs/rules.md'), 'utf8');
  expect(ids.filter((id) => !document.includes(`| ${id} |`))).toEqual([]);
});

describe.each(shipped.rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const cases = casesOf(id);

  test('has a positive and a negative case', () => {
    const kinds = new Set(cases.map(({ name }) => name.split(/[-.]/)[0]));
    expect([...kinds].toSorted()).toEqual(['negative', 'positive']);
    expect(existsSync(join(packageRoot(), 'tests/fixtures/rules', id))).toBe(true);
  });

  for (const ruleCase of cases) {
    test(ruleCase.name, () => {
      expect(ruleCase.lines.length > 0).toBe(ruleCase.name.startsWith('positive'));
      expect(linesOf(rule, ruleCase)).toEqual(ruleCase.lines);
    });
  }
});
