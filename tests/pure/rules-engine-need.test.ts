import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { languageOf } from '../../source/languages';
import { asciiRegex } from '../../source/rules/ascii-regex';
import { findDefects } from '../../source/rules/find-defects';
import { loadRules } from '../../source/rules/load-rules';
import { wordsOfRegex } from '../../source/rules/regex-words';
import { needOfRegex, needOfRule } from '../../source/rules/required-text';
import type { Rule, RuleSet } from '../../source/rules/rule';
import { SPACE } from '../../source/rules/word-sets';

const rules = loadRules([join(packageRoot(), 'config/rules')]);
const FIXTURES = join(packageRoot(), 'tests/fixtures');

/** The same rules, each run on every file, one by one. */
function withoutNeeds(set: RuleSet): RuleSet {
  const bare = (rule: Rule): Rule =>
    rule.matcher.kind === 'check' ? rule : { ...rule, matcher: { ...rule.matcher, need: [] } };
  const grouped = [...set.byLanguage].map(([name, group]) => [name, group.map(bare)] as const);
  return { ...set, byLanguage: new Map(grouped) };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && languageOf(entry.name) !== undefined)
    .map((entry) => join(entry.parentPath, entry.name));
}

test('what a rule needs of the text never hides a defect', () => {
  const every = withoutNeeds(rules);
  const files = ['planted', 'rules', 'static'].flatMap((folder) => filesUnder(join(FIXTURES, folder)));
  let found = 0;
  for (const file of files) {
    const language = languageOf(file)?.name ?? '';
    const text = readFileSync(file, 'utf8');
    const path = file.slice(FIXTURES.length).replaceAll('fixtures', 'data');
    const fast = findDefects({ path, text, language, rules });
    expect({ path, fast }).toEqual({ path, fast: findDefects({ path, text, language, rules: every }) });
    found += fast.length;
  }
  expect(files.length).toBeGreaterThan(200);
  expect(found).toBeGreaterThan(300);
});

describe('words of a regex', () => {
  test.each([
    ['^foo$', [['foo']]],
    ['foo|bar', [['foo', 'bar']]],
    ['fo+bar', [['f'], ['o'], ['bar']]],
    ['a(?:b|c)?d', [['ad', 'abd', 'acd']]],
    [
      String.raw`\{\s*return\s+true;?\s*\}`,
      [[`{${SPACE}return${SPACE}true;${SPACE}}`, `{${SPACE}return${SPACE}true${SPACE}}`]],
    ],
    ['authori[sz]e', [['authorise', 'authorize']]],
    [String.raw`x\w*yy`, [['x'], ['yy']]],
    ['(?=ahead)real', [['real']]],
    ['a|.*', []],
    [String.raw`\x41bc`, [['bc']]],
    ['[^]a]b', []],
    ['[a[b]]c', []],
    ['(?x)a b', []],
  ])('%s', (source, sets) => {
    const shown = (all: readonly (readonly string[])[]) =>
      new Set(all.map((set) => set.toSorted().join('|')));
    expect(shown(wordsOfRegex(source).sets)).toEqual(shown(sets));
  });

  test('any case is looked for in lower case', () => {
    expect(wordsOfRegex('(?i)TODO')).toEqual({ sets: [['todo']], foldCase: true });
    const [requirement] = needOfRegex(/NOT yet/i);
    const text = 'it is Not Yet done';
    expect(requirement?.holds(text, () => text.toLowerCase())).toBe(true);
    expect(requirement?.holds('done', () => 'done')).toBe(false);
  });
});

describe('needs of a rule object', () => {
  const holds = (rule: Record<string, unknown>, text: string) =>
    needOfRule(rule).every((one) => one.holds(text, () => text.toLowerCase()));

  test('patterns need their words, kinds their keyword, any one of its branches', () => {
    expect(holds({ pattern: 'unwrap_all($A)' }, 'x.unwrap()')).toBe(false);
    expect(holds({ pattern: 'unwrap_all($A)' }, 'unwrap_all(1)')).toBe(true);
    expect(holds({ kind: 'throw_statement' }, 'return 1')).toBe(false);
    expect(holds({ any: [{ pattern: 'alpha()' }, { regex: 'beta' }] }, 'beta')).toBe(true);
    expect(holds({ any: [{ pattern: 'alpha()' }, { regex: 'beta' }] }, 'gamma')).toBe(false);
    expect(holds({ any: [{ pattern: 'alpha()' }, { kind: 'block' }] }, 'gamma')).toBe(true);
  });

  test('what must not be is not needed', () => {
    expect(holds({ kind: 'block', not: { has: { regex: 'beta' } } }, 'gamma')).toBe(true);
  });
});

test.each([
  [String.raw`\w+\s*\d`, String.raw`[0-9A-Za-z_]+[ \t\n\r\x0b\x0c]*[0-9]`],
  [String.raw`[\w.]\b`, String.raw`[0-9A-Za-z_.](?-u:\b)`],
  [String.raw`\\w[]\]\s]`, String.raw`\\w[]\] \t\n\r\x0b\x0c]`],
])('classes mean ASCII: %s', (source, ascii) => {
  expect(asciiRegex(source)).toBe(ascii);
});
