import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { outlineOf } from '../../source/outline';
import { renderOutline } from '../../source/render-outline';
import { sourceFixture, sourceFixtures } from '../support/source-fixtures';

const EXPECTED = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'source', 'outlines.expected.json'), 'utf8'),
) as Record<string, string[]>;

describe('outlineOf', () => {
  it.each(Object.entries(EXPECTED))('finds the parts of %s', (name, expected) => {
    const { text, language } = sourceFixture(name);
    expect(renderOutline(outlineOf(text, language), 100_000).split('\n')).toEqual(expected);
  });

  it('gives offsets that stand for the named part, lead-in counted in', () => {
    const { text, language } = sourceFixture('sample.rs');
    const made = outlineOf(text, language).find((entry) => entry.name === 'new');
    expect(made && text.slice(made.start, made.end)).toMatch(
      /^\/\/\/ Makes a line\.\n {4}#\[must_use\][\s\S]*\}$/,
    );
  });

  it('nests entries and keeps their order', () => {
    for (const { text, language } of sourceFixtures()) {
      const open: number[] = [];
      let last = 0;
      for (const { start, end, depth, lineStart, lineEnd } of outlineOf(text, language)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(lineEnd).toBeGreaterThanOrEqual(lineStart);
        expect(depth).toBeLessThanOrEqual(open.length);
        open.length = depth;
        expect(end).toBeLessThanOrEqual(open.at(-1) ?? text.length);
        open.push(end);
        last = start;
      }
    }
  });

  it('reads the odd spellings of keys and headings', () => {
    const names = (text: string, language: string) => outlineOf(text, language).map((entry) => entry.name);
    expect(names('a = 1\n"k=1" = 2\n"x".y = 3\n[a . b] # c\n[[ "q.r" ]]\nz = 1\n', 'toml')).toEqual([
      'a',
      'k=1',
      '"x".y',
      'a . b',
      'q.r',
    ]);
    expect(names('# A #\n## C# \n###\n#no\n\ttabbed\n', 'markdown')).toEqual(['A', 'C#', '']);
    expect(names('{"a": 1, // note: {\n "b": {"c": 2}, /* " */ "d": "}"}', 'json')).toEqual(['a', 'b', 'd']);
    expect(names('[{"a": 1}, {"b": 2}]', 'json')).toEqual([]);
    expect(names("a: 1\n'b c': 2\n- d: 3\nhttp://x\n? e\n", 'yaml')).toEqual(['a', 'b c']);
  });

  it.each([
    ['AsciiDoc', 'text', '= Guide\n\ntext\n\n== Use\n\na = b\n\n=== Deep\n', ['0 Guide', '1 Use', '2 Deep']],
    [
      'reStructuredText',
      'text',
      'Guide\n=====\n\ntext\n\nUse\n---\n\n* a\n\nMore\n====\n\n--\nno title\n',
      ['0 Guide', '1 Use', '0 More'],
    ],
    ['plain text', 'text', 'Dear all,\n\nnothing here.\n--\nme\n', []],
    ['INI', 'ini', 'a=1\n; about\n[one]\nb=2\n[ two ] # x\n', ['0 one', '0 two']],
  ])('reads the sections of %s', (_what, language, text, expected) => {
    expect(outlineOf(text, language).map(({ depth, name }) => `${depth} ${name}`)).toEqual(expected);
  });

  it('is empty where nothing is read', () => {
    expect(outlineOf('f() { echo 1; }\n', 'shell')).toEqual([]);
    expect(outlineOf('', 'rust')).toEqual([]);
    expect(outlineOf('anything', 'constructor')).toEqual([]);
  });

  it('takes any text in any language', () => {
    const languages = [...new Set(sourceFixtures().map((file) => file.language))];
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...languages),
        (text, language) => {
          for (const { end } of outlineOf(text, language)) expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('renderOutline', () => {
  const { text, language } = sourceFixture('sample.rs');
  const entries = outlineOf(text, language);

  it('drops the deepest first and says how many are left out', () => {
    const whole = renderOutline(entries, 100_000);
    const shorter = renderOutline(entries, whole.length - 1);
    expect(shorter).toContain('class impl Priced for Line');
    expect(shorter).not.toContain('method price');
    expect(shorter).toMatch(/\n\(11 more entries left out\)$/);
  });

  it('never says more than it may, and accounts for every entry', () => {
    fc.assert(
      fc.property(fc.nat(1200), (maxChars) => {
        const shown = renderOutline(entries, maxChars);
        expect(shown.length).toBeLessThanOrEqual(maxChars);
        if (shown === '') return;
        const lines = shown.split('\n');
        const rest = /^\((\d+) more (?:entry|entries) left out\)$/.exec(lines.at(-1) ?? '')?.[1];
        expect(rest === undefined ? lines.length : lines.length - 1 + Number(rest)).toBe(entries.length);
      }),
    );
  });

  it('shows a name from hostile code in one line', () => {
    const [first] = entries;
    const shown = first ? renderOutline([{ ...first, name: 'a\nb\ud83d' }], 1000) : '';
    expect(shown).toBe('4-9 type a b\ufffd');
  });
});
