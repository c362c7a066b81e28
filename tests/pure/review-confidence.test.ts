import { inlineConfidences } from '../../review/confidence';
import { areShares, parseConfidence } from '../../review/parse-confidence';
import { percentOf } from '../../review/percent';

describe('percentOf', () => {
  it.each<[string, number]>([
    ['85%', 85],
    ['85 %', 85],
    ['85', 85],
    ['~85%', 85],
    ['0.85', 85],
    ['0,85', 85],
    ['85/100', 85],
    ['9/10', 90],
    ['8 out of 10', 80],
    ['85 of 100', 85],
    ['９０％', 90],
    ['٨٥٪', 85],
    ['۷۵٪', 75],
    ['High (85%)', 85],
    ['80-90%', 80],
    ['80% – 90%', 80],
    ['**92%**', 92],
    ['100', 100],
    ['0%', 0],
    ['1', 1],
    ['1.0', 100],
    ['0.29', 29],
    ['77.5%', 77.5],
    ['0.5%', 0.5],
  ])('%j is %d', (text, value) => expect(percentOf(text)).toBe(value));

  it.each(['high', '4/5', '3 of 4 tests', '', '-', '120%', '-5%', '1000', 'n/a'])('%j is none', (text) =>
    expect(percentOf(text)).toBeNull(),
  );
});

describe('inlineConfidences', () => {
  it.each<[string, number[]]>([
    ['Confidence: 85%', [85]],
    ['**Confidence:** 85%', [85]],
    ['(confidence 85%)', [85]],
    ['Confidence — 85 %', [85]],
    ['confidence=0.85', [85]],
    ['Confidence: High (85%)', [85]],
    ['Confidence level: 85', [85]],
    ['85% confidence', [85]],
    ['I am 70% certain', [70]],
    ['Konfidenz: 85 %', [85]],
    ['Fix a. Confidence: 90%. Fix b. Confidence: 80%.', [90, 80]],
    ['置信度：90%', [90]],
    ['Confianza: 70 %', [70]],
    ['Confidence: ９０％', [90]],
    ['Confidence: 9 out of 10', [90]],
    ['Confidence: 85% (85% certain)', [85]],
    ['Confidence: NN%', []],
    ['confidence in 3 places', []],
    ['low confidence, 2 tests', []],
    ['Coverage: 85%', []],
  ])('%j', (text, values) => expect(inlineConfidences(text)).toEqual(values));
});

describe('parseConfidence', () => {
  it.each<[unknown, boolean, number | null]>([
    [85, false, 85],
    [0.85, false, 85],
    ['85%', false, 85],
    ['high', false, null],
    [1, false, 1],
    [1, true, 100],
    [0, true, 0],
    [null, false, null],
    [-1, false, null],
    [101, false, null],
    [NaN, false, null],
    [{ value: 70 }, false, 70],
    [[85], false, null],
  ])('%j with shares %j is %j', (value, shares, expected) =>
    expect(parseConfidence(value, shares)).toBe(expected),
  );

  it('knows a report that counts in shares of one', () => {
    expect(areShares([1, 0.5])).toBe(true);
    expect(areShares([1, 1])).toBe(false);
    expect(areShares([90, 0.5])).toBe(false);
  });
});
