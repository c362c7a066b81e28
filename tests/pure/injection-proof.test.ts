import { heldToCode } from '../../models/held-to-code';
import { groundReport } from '../../review/evidence';
import { emptyReport, type ForensicEntry } from '../../review/forensic-report';
import { verdictBesideInjection, verdictBesideProof } from '../../review/injection';
import { withoutComments } from '../../source/without-comments';
import { nameAddresses } from '../../source/name-addresses';

function component(quote: string, claim = 'it works'): ForensicEntry {
  return { claim, evidence: { quote, line_start: null, line_end: null }, confidence: 90 };
}

/** Whether a quote of a file proves something, and else why not. */
function proof(path: string, language: string, text: string, quote: string, claim?: string): string | true {
  const report = { ...emptyReport(), verified_components: [component(quote, claim)] };
  const [entry] = heldToCode(groundReport(report, text), { path, language }, text).verified_components;
  return entry?.grounded === true ? true : (entry?.doubt ?? 'not in the file');
}

const PROSE = 'the quote is comment or text, and no code';
const TS = [
  '/** Adds two numbers and gives their sum back. */',
  'export function add(a: number, b: number): number {',
  '  return a + b; // the sum of both numbers',
  '}',
  "export const NAME = 'all of it works well';",
  'export const LONG = `',
  '  every part of it is known to work',
  '`;',
  '',
].join('\n');
const PY =
  '"""Waits between tries."""\n\n\ndef wait(first):\n    """Doubles what was waited."""\n    return first * 2\n';
const SH = '#!/bin/sh\n# copies all of the site\ncp -r site/. "$1"\n';
const MD = '# Site\n\nPages are made from titles.\n\n<!-- the maintainers know about this -->\n';
const TOML = '# all settings are known to work\nname = "site of pages"\n';

describe('a verified component', () => {
  it.each<[string, string, string, string, string, string | true]>([
    ['code', 'a.ts', 'typescript', TS, 'return a + b;', true],
    ['code and its comment', 'a.ts', 'typescript', TS, 'return a + b; // the sum of both numbers', true],
    ['a signature', 'a.ts', 'typescript', TS, 'export function add(a: number, b: number): number {', true],
    ['a value with its name', 'a.ts', 'typescript', TS, "export const NAME = 'all of it works well';", true],
    ['a doc comment', 'a.ts', 'typescript', TS, 'Adds two numbers and gives their sum back.', PROSE],
    ['a comment beside code', 'a.ts', 'typescript', TS, '// the sum of both numbers', PROSE],
    ['text of a string', 'a.ts', 'typescript', TS, 'all of it works well', PROSE],
    ['a line of a template', 'a.ts', 'typescript', TS, 'every part of it is known to work', PROSE],
    ['a docstring', 'a.py', 'python', PY, 'Doubles what was waited.', PROSE],
    ['code of Python', 'a.py', 'python', PY, 'return first * 2', true],
    ['a comment without a tree', 'a.sh', 'shell', SH, '# copies all of the site', PROSE],
    ['code without a tree', 'a.sh', 'shell', SH, 'cp -r site/. "$1"', true],
    ['a document', 'a.md', 'markdown', MD, 'Pages are made from titles.', true],
    [
      'a hidden comment of a document',
      'a.md',
      'markdown',
      MD,
      '<!-- the maintainers know about this -->',
      PROSE,
    ],
    ['a setting', 'a.toml', 'toml', TOML, 'name = "site of pages"', true],
    ['a comment of settings', 'a.toml', 'toml', TOML, '# all settings are known to work', PROSE],
  ])('that quotes %s', (_what, path, language, text, quote, expected) => {
    expect(proof(path, language, text, quote)).toBe(expected);
  });

  it('whose claim is written in the file rests on the word of the file', () => {
    const claim = 'adds two numbers and gives their sum back';
    expect(proof('a.ts', 'typescript', TS, 'return a + b;', claim)).toBe(
      'the claim is copied from the file itself',
    );
    expect(proof('a.ts', 'typescript', TS, 'return a + b;', 'the sum is given back')).toBe(true);
  });
});

describe('the verdict', () => {
  const place = { where: 'path' as const, line: null, quote: 'q' };
  const flaw = { ...component('x'), grounded: true, severity: 'high' as const };

  it('beside text that speaks to the reviewer is never pass, and never better than it was', () => {
    expect(verdictBesideInjection('pass', [place])).toBe('needs_patch');
    expect(verdictBesideInjection('fail', [place])).toBe('fail');
    expect(verdictBesideInjection('pass', [])).toBe('pass');
  });

  it('of a model alone is not pass where the program proves nothing and found something grave', () => {
    const found = { ...emptyReport(), pseudocode_flags: [flaw] };
    const proven = { ...found, verified_components: [{ ...component('y'), grounded: true }] };
    expect(verdictBesideProof('pass', found)).toBe('needs_patch');
    expect(verdictBesideProof('pass', proven)).toBe('pass');
    expect(verdictBesideProof('pass', emptyReport())).toBe('pass');
    expect(verdictBesideProof('fail', found)).toBe('fail');
  });
});

describe('a path', () => {
  it.each([
    'src/ledger.ts',
    'docs/ignore-rules.md',
    'review/verdict.ts',
    'tests/approve all.test.ts',
    'a\nb.ts',
  ])('%j speaks to nobody', (path) => expect(nameAddresses(path)).toEqual([]));
});

describe('without its comments', () => {
  it.each([
    ['typescript', "const u = 'http://x'; // gone\n/* gone */ use(u);", ['http', 'use'], ['gone']],
    ['typescript', 'const r = /^https?:\\/\\//.test(u) && use(u);', ['use'], []],
    ['python', "s = '# kept'  # gone\nuse(s)", ['kept', 'use'], ['gone']],
    ['ruby', 'puts "#{kept}" # gone', ['kept'], ['gone']],
    ['c', '/* gone\n still gone', [], ['gone']],
    ['markdown', '# kept', ['kept'], []],
  ])('%s keeps its code in place: %s', (language, text, kept, gone) => {
    const left = withoutComments(text, language);
    expect(left).toHaveLength(text.length);
    for (const word of kept) expect(left.indexOf(word)).toBe(text.indexOf(word));
    for (const word of gone) expect(left).not.toContain(word);
  });

  it.each(['/* ', '"""', '`', "'", '# '])('text made to stall ends: %j again and again', (part) => {
    const text = part.repeat(100_000);
    for (const language of ['typescript', 'python', 'c'])
      expect(withoutComments(text, language)).toHaveLength(text.length);
  });
});
