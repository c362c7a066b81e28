import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { packageRoot } from '../../config/package-root';
import { wellFormed } from '../../failures/well-formed';
import { LineIndex } from '../../source/line-index';
import { findDefects } from '../../source/rules/find-defects';
import { loadRules } from '../../source/rules/load-rules';
import { quoteAt } from '../../source/rules/quote';

const FIXTURES = join(packageRoot(), 'tests/fixtures/static');
const rules = loadRules([join(FIXTURES, 'rules')]);

function defects(name: 'sample.ts' | 'sample.rs', path: string = name) {
  const text = readFileSync(join(FIXTURES, 'match', name), 'utf8');
  const language = name.endsWith('.rs') ? 'rust' : 'typescript';
  return findDefects({ path, text, language, rules });
}

function linesOf(rule: string, name: 'sample.ts' | 'sample.rs', path: string = name): number[] {
  return defects(name, path)
    .filter((defect) => defect.rule === rule)
    .map((defect) => defect.line_start);
}

describe('claims', () => {
  test('name metavariables and the match; the rest is counted in the last', () => {
    const found = defects('sample.ts').filter((defect) => defect.rule === 'call-of-danger');
    expect(found.map((defect) => defect.claim)).toEqual([
      '`danger` is called with 1 , two: danger(1, two)',
      '`danger` is called with 3 ,: danger(',
      '`danger` is called with danger(4): danger(danger(4)) (and 2 more in this file)',
    ]);
    expect(found[0]).toMatchObject({
      list: 'risk_points',
      severity: 'high',
      confidence: 80,
      next: 'Do not call danger with 1 , two',
      quote: 'danger(1, two);',
      line_start: 4,
      line_end: 4,
    });
    expect(found[1]).toMatchObject({ line_start: 5, line_end: 7, quote: 'danger(\n  3,\n);' });
  });

  test('constraints bind', () => {
    expect(linesOf('danger-named', 'sample.ts')).toEqual([11]);
  });
});

describe('places', () => {
  test.each([
    ['word-in-comment', [1]],
    ['word-in-string', [2, 3]],
    ['word-in-code', [3]],
  ])('%s', (rule, lines) => {
    expect(linesOf(rule, 'sample.ts')).toEqual(lines);
  });

  test('an interpolation is code', () => {
    const inCode = defects('sample.ts').find((defect) => defect.rule === 'word-in-code');
    expect(inCode?.claim).toBe('code: marker4');
  });
});

describe('tests and paths', () => {
  test('test code is left out, looked at, or the only thing looked at', () => {
    expect(linesOf('call-of-danger', 'sample.rs')).toEqual([2]);
    expect(linesOf('only-tests', 'sample.rs')).toEqual([12, 19]);
    expect(linesOf('call-of-danger', 'sample.ts', 'tests/sample.test.ts')).toEqual([]);
    expect(linesOf('only-tests', 'sample.ts', 'tests/sample.test.ts')).toEqual([13]);
    expect(linesOf('only-tests', 'sample.ts')).toEqual([]);
    expect(linesOf('everywhere', 'sample.ts', 'tests/sample.test.ts')).toEqual([13]);
  });

  test('globs bound a rule', () => {
    expect(linesOf('only-there', 'sample.ts')).toEqual([]);
    expect(linesOf('only-there', 'sample.ts', 'lib/a/sample.ts')).toEqual([13]);
    expect(linesOf('only-there', 'sample.ts', 'lib/generated/sample.ts')).toEqual([]);
  });
});

test('defects come in the order of the file, the same each time', () => {
  const first = defects('sample.ts');
  expect(first.map((defect) => defect.start)).toEqual(first.map((d) => d.start).toSorted((a, b) => a - b));
  expect(defects('sample.ts')).toEqual(first);
});

test('a quote is always text of the file, whole code points, on the lines it names', () => {
  const piece = fc.constantFrom(
    'a',
    'b c',
    '\n',
    '\r\n',
    '  ',
    '🙂',
    'é',
    '\t',
    'x'.repeat(200),
    '🙂'.repeat(160),
  );
  const texts = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
      const inked = [...text.matchAll(/\S/gu)].map((match) => match.index);
      fc.pre(inked.length > 0);
      const start = inked[a % inked.length] ?? 0;
      const end = Math.min(text.length, start + 1 + (b % 400));
      const { quote, line_start, line_end } = quoteAt(text, new LineIndex(text), start, end);
      const lines = text.split('\n');
      expect(lines.slice(line_start - 1, line_end).join('\n')).toContain(quote);
      expect(wellFormed(quote)).toBe(quote.replaceAll('\r', ''));
      expect(quote.length).toBeGreaterThan(0);
      expect(quote.length).toBeLessThanOrEqual(300);
      expect(line_end - line_start).toBeLessThan(4);
    }),
    { numRuns: 300 },
  );
});
