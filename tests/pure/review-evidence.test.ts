import * as fc from 'fast-check';
import { groundMarkdown, groundReport } from '../../review/evidence';
import { emptyReport, type ForensicEntry } from '../../review/forensic-report';

const FILE = [
  'use std::fs;',
  '',
  'fn load(path: &str) -> Result<Config> {',
  '    let text = fs::read_to_string(path)?;',
  '    parse(&text)',
  '}',
  '',
  'fn reload(path: &str) -> Result<Config> {',
  '\tlet text   = fs::read_to_string(path)?;',
  '    if text.is_empty() { return Err(Empty); }',
  '    parse(&text)',
  '}',
].join('\r\n');

function ground(
  quote: string,
  line: number | null = null,
  shard?: { first: number; last: number },
): ForensicEntry | undefined {
  const entry = { claim: 'c', evidence: { quote, line_start: line, line_end: line }, confidence: 80 };
  return groundReport({ ...emptyReport(), risk_points: [entry] }, FILE, shard).risk_points[0];
}

describe('groundReport', () => {
  it.each<[string, string, number | null, number, number]>([
    ['a line', 'if text.is_empty() { return Err(Empty); }', null, 10, 10],
    ['a wrong line is corrected', 'if text.is_empty() { return Err(Empty); }', 3, 10, 10],
    ['white space is folded', 'let   text =\n fs::read_to_string(path)?;', 9, 9, 9],
    [
      'several lines',
      'fn reload(path: &str) -> Result<Config> {\n    let text = fs::read_to_string(path)?;',
      null,
      8,
      9,
    ],
    ['the first of two without a claimed line', 'parse(&text)', null, 5, 5],
    ['the nearer of two', 'parse(&text)', 12, 11, 11],
    ['the nearer of two, from above', 'parse(&text)', 6, 5, 5],
    ['an ellipsis', 'fn reload(path ... parse(&text)', null, 8, 11],
    ['an ellipsis of one character', 'fn load(path: &str) … parse(&text)', null, 3, 5],
    [
      'an ellipsis in a comment',
      'fn load(path: &str) -> Result<Config> {\n  // ...\n  parse(&text)',
      null,
      3,
      5,
    ],
    [
      'line numbers with a bar',
      '10 |     if text.is_empty() { return Err(Empty); }\n11 |     parse(&text)',
      null,
      10,
      11,
    ],
    ['a line number with a colon', '10: if text.is_empty() {', null, 10, 10],
    ['backticks', '`fs::read_to_string(path)?`', 4, 4, 4],
    ['a fence', '```rust\nparse(&text)\n}\n```', null, 5, 6],
  ])('finds %s', (_, quote, line, start, end) => {
    expect(ground(quote, line)).toMatchObject({
      grounded: true,
      evidence: { quote, line_start: start, line_end: end },
    });
  });

  it.each([
    ['near miss', 'if text.is_empty() { return Err(Void); }'],
    ['other case', 'FN RELOAD(PATH'],
    ['missing white space', 'lettext = fs'],
    ['empty', ''],
    ['blank', '   \n '],
    ['three characters', 'fn '],
    ['punctuation', '}\n\n}{ ();;'],
    ['pieces out of order', 'parse(&text) ... use std::fs;'],
    ['pieces that say nothing', 'return ... }'],
    ['only an ellipsis', '...'],
  ])('does not find: %s', (_, quote) =>
    expect(ground(quote, 7)).toMatchObject({ grounded: false, evidence: { quote, line_start: 7 } }),
  );

  it('reads the lines of a shard from its start where they lie outside it', () => {
    expect(ground('parse(&text)', 4, { first: 8, last: 12 })).toMatchObject({ evidence: { line_start: 11 } });
    expect(ground('parse(&text)', null, { first: 8, last: 12 })).toMatchObject({
      evidence: { line_start: 11 },
    });
    expect(ground('parse(&text)', 9, { first: 8, last: 12 })).toMatchObject({ evidence: { line_start: 11 } });
  });

  it('finds every piece of a file that says something, on its line', () => {
    const lines = fc.array(fc.stringMatching(/^[a-z0-9 ;(){}]{0,20}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.nat(), (all, pick) => {
        const at = pick % all.length;
        const quote = all[at] ?? '';
        if (quote.replace(/\s/g, '').length < 4 || !/[a-z0-9]+[^a-z0-9]+[a-z0-9]/.test(quote)) return;
        const entry = {
          claim: 'c',
          evidence: { quote, line_start: at + 1, line_end: at + 1 },
          confidence: 1,
        };
        const [found] = groundReport({ ...emptyReport(), risk_points: [entry] }, all.join('\n')).risk_points;
        expect(found).toMatchObject({ grounded: true, evidence: { line_start: at + 1, line_end: at + 1 } });
      }),
    );
  });
});

describe('groundMarkdown', () => {
  it('looks up quotes and leaves suggestions without any alone', () => {
    const grounded = groundMarkdown(
      [
        { text: 'a', confidence: 1, quote: 'parse(&text)' },
        { text: 'b', confidence: 1, quote: 'parse(&bytes)' },
        { text: 'use `AgentIdentity { name }`', confidence: 1 },
      ],
      FILE,
    );
    expect(grounded.map((s) => s.grounded)).toEqual([true, false, undefined]);
  });
});
