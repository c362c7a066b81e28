import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groundReport, type ShardLines } from '../../review/evidence';
import { emptyReport, type ForensicEntry } from '../../review/forensic-report';

const FILE = readFileSync(join(__dirname, '../fixtures/evidence/service.rs.txt'), 'utf8');

type Claimed = number | [number, number] | null;
type Found = [what: string, quote: string, claimed: Claimed, first: number, last: number, shard?: ShardLines];
type Missed = [what: string, quote: string, claimed?: Claimed];

function ground(quote: string, claimed: Claimed, text = FILE, shard?: ShardLines): ForensicEntry {
  const [line_start, line_end] = Array.isArray(claimed) ? claimed : [claimed, claimed];
  const entry = { claim: 'c', evidence: { quote, line_start, line_end }, confidence: 80 };
  const [found] = groundReport({ ...emptyReport(), risk_points: [entry] }, text, shard).risk_points;
  return found ?? entry;
}

const FOUND: Found[] = [
  // White space.
  ['one line', 'let timeout = 30;', 8, 8, 8],
  ['a part of a line', 'fs::read_to_string(path)?', 7, 7, 7],
  ['folded blanks', 'let    timeout\t=   30;', 8, 8, 8],
  ['tabs of the file as blanks', '    let text = fs::read_to_string(path)?;', 13, 13, 13],
  ['wrapped over lines', 'let timeout\n      =\n 30;', 8, 8, 8],
  ['CRLF in the quote', 'let timeout = 30;\r\n    parse(&text)\r\n', 8, 8, 9],
  ['blank lines around', '\n\n  let timeout = 30;\n\n', 8, 8, 8],
  ['a blank line left out', '}\npub fn reload(path: &str) -> Result<Config, Error> {', 12, 10, 12],
  ['no-break blanks', 'let\u00a0timeout\u00a0= 30;', 8, 8, 8],
  ['a byte order mark', '\ufeffuse std::fs;', 1, 1, 1],
  ['several lines', 'let ratio = 3.25 * scale;\n    parse(&text)\n}', 17, 17, 19],
  ['lines joined into one', '#[allow(dead_code)] struct Cache {', 21, 21, 22],
  // Lines.
  ['a moved line', 'todo!()', 4, 32, 32],
  ['no claimed line', 'todo!()', null, 32, 32],
  ['a line past the end', 'todo!()', 9000, 32, 32],
  ['line zero', 'todo!()', 0, 32, 32],
  ['the first of two, unclaimed', 'parse(&text)', null, 9, 9],
  ['the second of two', 'parse(&text)', 18, 18, 18],
  ['the nearer from above', 'parse(&text)', 11, 9, 9],
  ['the nearer from below', 'parse(&text)', 15, 18, 18],
  ['the one within the claimed range', 'parse(&text)', [12, 19], 18, 18],
  ['the one within a reversed range', 'parse(&text)', [19, 12], 18, 18],
  ['a repeated quote of several lines', 'parse(&text)\n}', [18, 19], 18, 19],
  ['a repeated signature, second', '-> Result<Config, Error> {\n let text = fs::', [12, 13], 12, 13],
  ['the one its shard holds', 'parse(&text)', null, 18, 18, { first: 12, last: 19 }],
  ['the one its shard holds, claimed just before it', 'parse(&text)', 10, 18, 18, { first: 12, last: 19 }],
  ['lines counted from the start of a shard', 'parse(&text)', [7, 7], 18, 18, { first: 12, last: 19 }],
  ['outside its shard where it stands nowhere else', 'todo!()', 13, 32, 32, { first: 12, last: 19 }],
  // Ellipses.
  ['dots between lines', 'pub fn load(path: &str)\n...\nparse(&text)', 6, 6, 9],
  ['one sign', 'let timeout … parse(&text)', 8, 8, 9],
  ['in brackets', 'let timeout [...] parse(&text)', 8, 8, 9],
  ['a comment', 'fn insert(&mut self,\n    // ...\n    true', 25, 25, 28],
  ['a comment with words', 'let text\n// ... rest of the function ...\nlet ratio = 3.25', 13, 13, 17],
  ['a comment of blocks', 'let text\n/* ... */\nlet ratio = 3.25', 13, 13, 17],
  ['a body', 'pub fn load(path: &str) -> Result<Config, Error> { ... }', 6, 6, 10],
  ['two of them', 'pub fn reload( ... return Err(Error::Stale); ... let ratio', 12, 12, 17],
  ['at the end', 'let timeout = 30; ...', 8, 8, 8],
  ['at the start', '... let timeout = 30;', 8, 8, 8],
  ['through a word', 'fs::read_to_st...', 13, 13, 13],
  ['of a repeated start, the one whose rest is near', 'let text = fs:: ... let ratio', null, 13, 17],
  ['from the claimed one of two starts', 'let text ... parse(&text)', [13, 18], 13, 18],
  // Line numbers and diffs.
  ['a bar', '8 | let timeout = 30;\n9 | parse(&text)', 8, 8, 9],
  ['a colon', '8:     let timeout = 30;', 8, 8, 8],
  ['an L', 'L8 let timeout = 30;', 8, 8, 8],
  ['an L and a colon', 'L8: let timeout = 30;', 8, 8, 8],
  ['a word', 'line 8: let timeout = 30;', 8, 8, 8],
  ['a tab', '     8\t    let timeout = 30;\n     9\t    parse(&text)\n    10\t}', 8, 8, 10],
  ['an arrow', '    8→    let timeout = 30;', 8, 8, 8],
  ['brackets', '[8] let timeout = 30;', 8, 8, 8],
  ['file and line', 'src/service.rs:8:    let timeout = 30;', 8, 8, 8],
  ['numbers of a shard', '1 | let timeout = 30;\n2 | parse(&text)', 8, 8, 9],
  ['numbers and dots', '12 | pub fn reload(path: &str)\n...\n17 | let ratio = 3.25', 12, 12, 17],
  ['a numbered empty line', '19 | }\n20 |\n21 | #[allow(dead_code)]', 19, 19, 21],
  ['added lines of a diff', '+    let timeout = 30;\n+    parse(&text)\n }', 8, 8, 10],
  // Dress.
  ['backticks', '`let timeout = 30;`', 8, 8, 8],
  ['a fence', '```rust\nlet timeout = 30;\n```', 8, 8, 8],
  ['typographic quotes around', '“let timeout = 30;”', 8, 8, 8],
  ['typographic quotes inside', 'text.split(“\\n”).collect()', 48, 48, 48],
  ['HTML entities', 'Result&lt;Config, Error&gt; {', 12, 12, 12],
  ['HTML entities of both kinds', '{kind}&lt;/b&gt; &amp; {code}&quot;)', 44, 44, 44],
  ['JSON escaped twice', 'format!(\\"<b class=\\\\\\"x\\\\\\">{kind}', 44, 44, 44],
  ['escaped line breaks', 'let timeout = 30;\\n    parse(&text)\\n}', 8, 8, 10],
  ['escaped tabs after them', '{\\n\\tlet text   = fs::read_to_string(path)?;', 12, 12, 13],
  ['an escape that the code itself holds', 'path != "a\\nb" {', 14, 14, 14],
  ['an escaped escape', 'text.split(\\"\\\\n\\").collect()', 48, 48, 48],
  ['decomposed letters', '// cafe\u0301, nai\u0308ve', 37, 37, 37],
  ['a fence, numbers and entities', '```\n6 | pub fn load(path: &amp;str) -&gt; Result\n```', 6, 6, 6],
  // One word.
  ['a macro', 'todo!()', 32, 32, 32],
  ['a name', 'read_to_string', 7, 7, 7],
  ['empty brackets with blanks in them', 'flush( );', null, 55, 55],
  ['empty brackets over lines', 'else {\n\n    }\n}', null, 55, 55],
  ['a keyword with an empty block', '} else { }', null, 55, 55],
];

const MISSED: Missed[] = [
  ['one token changed', 'let timeout = limit;'],
  ['one token changed among many lines', 'let timeout = 30;\n    parse(&body)\n}'],
  ['one digit changed', 'let timeout = 31;'],
  ['one digit left out', 'let timeout = 3'],
  ['one digit more', 'let timeout = 300;'],
  ['a decimal cut', 'let ratio = 3'],
  ['a decimal begun in the middle', '25 * scale;'],
  ['a word cut', 'let time'],
  ['a word begun in the middle', 'imeout = 30;'],
  ['a negation removed', 'if text.is_empty() && path'],
  ['a negation cut off', 'text.is_empty() && path != "a\\nb"'],
  ['a negation added', 'return !Err(Error::Stale);'],
  ['another comparison', 'if self.entries.len() > self.limit {'],
  ['another case', 'LET TIMEOUT = 30;'],
  ['one letter of another case', 'return Err(Error::stale);'],
  ['white space left out', 'lettimeout = 30;'],
  ['white space put into a word', 'let time out = 30;'],
  ['a line left out', 'let text = fs::read_to_string(path)?;\n    parse(&text)'],
  ['lines in another order', 'parse(&text)\n    let timeout = 30;'],
  ['pieces in another order', 'parse(&text) ... use std::fs;'],
  ['pieces too far apart in a long file', 'far_start(); ... far_end();'],
  ['a piece that is not there', 'let timeout = 30; ... parse(&body)'],
  ['pieces that all say nothing', 'return ... }'],
  ['a spread read as an ellipsis', 'let timeout ...parse(&text)'],
  ['another number before an entry', '(40, "thirty"),'],
  ['a changed arm, read as a line number', '[10] => "ten"'],
  ['numbers on some lines only', '8 | let timeout = 30;\nparse(&text)'],
  ['a removed line of a diff', '-    let timeout = 30;\n-    parse(&text)'],
  ['one line with a sign', '+ parse(&text)'],
  ['a string for a name', '"timeout = 30"'],
  ['an escape for a blank', 'parts.join(\\"\\n\\")'],
  ['a tab for a blank', 'parts.join(\\"\\t\\")'],
  ['a blank for an escape', 'text.split(" ").collect()'],
  ['a doubled backslash without any other sign of escaping', 'path != a\\\\nb'],
  ['entities decoded twice', 'Result&amp;lt;Config, Error&amp;gt; {'],
  ['another letter without its accent', '// cafe, naive'],
  ['a zero-width blank in a word', 'let time\u200bout = 30;'],
  ['a letter of another script', 'let timeо\u0075t = 30;'],
  ['brackets that do not match', 'flush( };'],
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['a brace', '}'],
  ['braces', '}\n}\n}'],
  ['a keyword', 'return'],
  ['a keyword with its end', 'return;'],
  ['a keyword with braces', '} else {'],
  ['a literal', 'true'],
  ['a common word', 'path'],
  ['a word in quotation marks', '"other"'],
  ['three characters', 'fn '],
  ['an ellipsis alone', '...'],
  ['a comment of dots', '// ...'],
  ['prose about the code', 'The function load reads the file without a limit'],
];

describe('evidence', () => {
  let ran = 0;
  afterAll(() => {
    process.stderr.write(
      `suite evidence table: ${ran} cases, ${FOUND.length} grounded, ${MISSED.length} near misses and trivial quotes\n`,
    );
  });

  it.each(FOUND)('is found: %s', (...row) => {
    const [, quote, claimed, first, last, shard] = row;
    ran++;
    expect(ground(quote, claimed, FILE, shard)).toEqual({
      claim: 'c',
      confidence: 80,
      evidence: { quote, line_start: first, line_end: last },
      grounded: true,
    });
  });

  it.each(MISSED)('is not found: %s', (_, quote, claimed = 8) => {
    ran++;
    const far = ['far_start();', ...Array.from({ length: 61 }, (_line, n) => `step_${n}();`), 'far_end();'];
    const result = ground(quote, claimed, `${FILE}${far.join('\n')}\n`);
    expect(result).toMatchObject({ grounded: false, evidence: { quote, line_start: claimed } });
  });

  it('is found in a file of any line ends, at the same lines', () => {
    for (const [, quote, claimed, first, last, shard] of FOUND) {
      const inCrlf = ground(quote, claimed, FILE.replaceAll('\n', '\r\n'), shard);
      expect(inCrlf.evidence).toEqual({ quote, line_start: first, line_end: last });
    }
  });

  it('may leave out sixty lines and no more', () => {
    const steps = (n: number) => Array.from({ length: n }, (_line, i) => `step_${i}();`);
    const file = (n: number) => ['far_start();', ...steps(n), 'far_end();'].join('\n');
    expect(ground('far_start(); ... far_end();', null, file(60)).grounded).toBe(true);
    expect(ground('far_start(); ... far_end();', null, file(61)).grounded).toBe(false);
    const wide = (n: number) => `far_start();\n${'x'.repeat(n)}\nfar_end();`;
    expect(ground('far_start(); ... far_end();', null, wide(5000)).grounded).toBe(true);
    expect(ground('far_start(); ... far_end();', null, wide(7000)).grounded).toBe(false);
  });

  it('reads a negation on the line before as that line alone', () => {
    expect(ground('store keys in plain text.', 5).grounded).toBe(true);
    expect(ground('store keys', null, 'We do not store keys here').grounded).toBe(false);
    expect(ground('not store keys', null, 'We do not store keys here').grounded).toBe(true);
  });
});
