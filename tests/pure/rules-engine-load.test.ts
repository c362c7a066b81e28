import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { TypedFailure } from '../../failures/table';
import { compileRuleFiles, loadRules } from '../../source/rules/load-rules';

const BAD = join(packageRoot(), 'tests/fixtures/static/bad-rules');

/** The sentences a broken rule file is refused with. */
function refusals(name: string): string[] {
  const text = readFileSync(join(BAD, name), 'utf8');
  try {
    compileRuleFiles([{ path: name, text }]);
  } catch (cause) {
    expect(cause).toBeInstanceOf(TypedFailure);
    expect((cause as TypedFailure).type).toBe('ConfigError');
    return (cause as TypedFailure).message.split('\n');
  }
  return [];
}

describe('a broken rule file is refused with every problem at once', () => {
  test('wrong values and unknown keys', () => {
    const said = refusals('shape.yml');
    expect(said).toContain(
      'shape.yml: rule Upper_Case: list is "risk_point", expected one of "critical_failures", "pseudocode_flags", "prd_mismatches", "broken_pipelines", "missing_components", "risk_points"',
    );
    expect(said).toContain(
      'shape.yml: rule Upper_Case: confidence is 101, expected a whole number from 0 to 100',
    );
    expect(said).toContain('shape.yml: rule Upper_Case: unknown key confidance, did you mean confidence?');
    expect(said.some((s) => s.includes('severity is "huge"'))).toBe(true);
    expect(said.some((s) => s.includes('claim is ""'))).toBe(true);
    expect(said).toContain('shape.yml: rule no-way: none is given, expected one of rule, regex and check');
    expect(said).toContain(
      'shape.yml: rule two-ways: rule and regex is given, expected one of rule, regex and check',
    );
    expect(said).toContain('shape.yml: rule stray-in: in is given without regex, expected both or none');
  });

  test('what cannot be compiled', () => {
    const said = refusals('compile.yml');
    expect(said).toContain('compile.yml: rule unknown-language: languages has "rusty", did you mean rust?');
    expect(said.some((s) => /rule bad-kind: rule cannot be read for rust: .*no_such_node/.test(s))).toBe(
      true,
    );
    expect(said.some((s) => s.includes('rule bad-regex: regex cannot be read'))).toBe(true);
    expect(said).toContain(
      'compile.yml: rule no-tree: languages has shell, which has no syntax tree: use regex instead of rule',
    );
    expect(said).toContain(
      'compile.yml: rule bad-check: check is "oversize-files", did you mean oversize-file?',
    );
    expect(said.some((s) => s.includes('rule bad-check: id is taken by compile.yml: rule bad-check'))).toBe(
      true,
    );
    expect(said).toHaveLength(6);
  });

  test('what is no list, no YAML, or too much of it', () => {
    expect(refusals('not-a-list.yml')).toEqual([
      'not-a-list.yml: the file is a table, expected a list of rules',
    ]);
    expect(refusals('not-yaml.yml')[0]).toMatch(/^not-yaml\.yml: /);
    expect(refusals('aliases.yml')[0]).toMatch(/^aliases\.yml: Excessive alias count/);
  });

  test('a folder that is not there', () => {
    expect(() => loadRules([join(BAD, 'nowhere')])).toThrow(/cannot read the rules directory .*nowhere/);
  });
});

describe('the shipped rules', () => {
  const shipped = join(packageRoot(), 'config/rules');

  test('load, and hash by content alone', () => {
    const rules = loadRules([shipped]);
    expect(rules.rules.length).toBeGreaterThan(100);
    expect(rules.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(loadRules([shipped]).sha256).toBe(rules.sha256);
  });

  test('are joined by an operator’s own folder, and the hash tells', () => {
    const own = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      const basic = readFileSync(join(packageRoot(), 'tests/fixtures/static/rules/basic.yml'), 'utf8');
      writeFileSync(join(own, 'own.yml'), basic);
      writeFileSync(join(own, 'notes.txt'), 'not a rule file');
      const both = loadRules([shipped, own]);
      const alone = loadRules([shipped]);
      expect(both.rules.map((rule) => rule.id)).toEqual(
        expect.arrayContaining([...alone.rules.map((rule) => rule.id), 'call-of-danger']),
      );
      expect(both.sha256).not.toBe(alone.sha256);
      expect(both.byLanguage.get('shell')?.some((rule) => rule.id === 'everywhere')).toBe(true);
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  test('a rule that names a check need say no more', () => {
    const { rules } = compileRuleFiles([
      { path: 'x.yml', text: '- { id: big, check: oversize-file, confidence: 12 }' },
    ]);
    expect(rules[0]).toMatchObject({ id: 'big', list: 'risk_points', severity: 'low', confidence: 12 });
  });
});
