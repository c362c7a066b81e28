import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { reviewStatically, staticFindings } from '../../models/static-reviewer';
import { groundReport } from '../../review/evidence';
import { entriesOf } from '../../review/entries';
import { parseForensic } from '../../review/parse-forensic';
import { languageOf } from '../../source/languages';
import { buildRepoIndex } from '../../source/repo-index';
import { loadRules } from '../../source/rules/load-rules';

const FIXTURES = join(packageRoot(), 'tests/fixtures');
const rules = loadRules([join(packageRoot(), 'config/rules')]);

function filesOf(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({
      path: relative(folder, file),
      text: readFileSync(file, 'utf8'),
      language: languageOf(file)?.name ?? 'text',
    }));
}

const repo = filesOf(join(FIXTURES, 'static/repo'));
const index = buildRepoIndex(repo);

function review(path: string) {
  const file = repo.find((one) => one.path === path);
  if (!file) throw new Error(`no ${path} in the fixture`);
  return reviewStatically({ ...file, rules, index });
}
const proofs = (path: string) =>
  review(path).verified_components.map(({ claim, confidence, evidence }) => [
    confidence,
    claim,
    evidence.quote,
  ]);

describe('code proves itself by its users', () => {
  test('wired and tested, wired only; a broken or dead part proves nothing', () => {
    const said = review('src/ledger.ts');
    expect(proofs('src/ledger.ts')).toEqual([
      [
        90,
        '`LedgerBook` is used in src/report.ts:1 and tested in tests/ledger.test.ts:4',
        'export class LedgerBook {',
      ],
      [
        90,
        '`balanceOf` is used in src/report.ts:4 and tested in tests/ledger.test.ts:6',
        '  balanceOf(account: string): number {',
      ],
      [
        75,
        '`CENTS_PER_EURO` is used in src/report.ts:1; no test names it',
        'export const CENTS_PER_EURO = 100;',
      ],
      [
        75,
        '`formatEuros` is used in src/report.ts:4; no test names it',
        'export function formatEuros(cents: number): string {',
      ],
      [
        72,
        '`recordTransfer` is tested in tests/ledger.test.ts:5; no other file uses it',
        '  recordTransfer(account: string, cents: number): void {',
      ],
    ]);
    expect(said.critical_failures.map(({ rule }) => rule)).toEqual(['js-throw-not-implemented']);
    expect(said.pseudocode_flags.map(({ rule }) => rule)).toContain('dead-code-unreferenced');
    expect(said.verdict).toBe('fail');
    expect(said.alignment_score).toBeLessThanOrEqual(4.9);
  });

  test('what nobody uses fails though no rule objects', () => {
    const said = review('src/orphan.ts');
    expect(said).toMatchObject({ verdict: 'fail', verified_components: [], alignment_score: 10 });
  });

  test('a file that hands on what is there; a script started by its first line; a Rust test module', () => {
    expect(proofs('src/index.ts')).toEqual([
      [70, '`./report` is handed on and is there: src/report.ts', "export { printReport } from './report';"],
    ]);
    expect(proofs('scripts/start.sh')).toEqual([
      [70, 'a program of its own: its first line names the interpreter', '#!/bin/sh'],
    ]);
    expect(proofs('src/lib.rs')).toEqual([
      [
        90,
        '`open_vault` is used in src/store.rs:4 and tested in src/lib.rs:13',
        'pub fn open_vault(path: &str) -> usize {',
      ],
    ]);
    expect(review('src/lib.rs').verdict).toBe('pass');
  });

  test('without the repository nothing is wired', () => {
    const file = repo.find((one) => one.path === 'src/report.ts');
    expect(file && reviewStatically({ ...file, rules }).verified_components).toEqual([]);
  });
});

describe('tests, documents and configuration', () => {
  test('tests that assert are counted; a test that asserts nothing proves nothing', () => {
    expect(proofs('tests/ledger.test.ts')).toEqual([
      [85, '2 tests with 2 assertions', "  expect(book.balanceOf('cash')).toBe(5);"],
    ]);
    expect(review('tests/silent.test.ts').verified_components).toEqual([]);
  });

  test('a document is held to what it names', () => {
    expect(proofs('docs/guide.md')).toEqual([
      [
        75,
        'names `src/ledger.ts`, and 1 more, all of them there',
        'The book lives in `src/ledger.ts`, the page in [report](../src/report.ts).',
      ],
    ]);
    const stale = review('docs/stale.md');
    expect(stale.prd_mismatches.map(({ rule }) => rule)).toEqual([
      'docs-missing-file',
      'docs-missing-symbol',
    ]);
    expect(stale.verdict).toBe('fail');
  });

  test('configuration parses or proves nothing', () => {
    expect(proofs('package.json')).toEqual([[75, 'parses as json', '{']]);
    expect(review('broken.toml').verified_components).toEqual([]);
  });
});

test('the answer is read like any model’s and means the same', () => {
  const said = review('src/ledger.ts');
  const read = parseForensic(JSON.parse(JSON.stringify(said)));
  expect(read?.report.verdict).toBe(said.verdict);
  expect(read?.report.alignment_score).toBe(said.alignment_score);
  expect(read && entriesOf(read.report).map(({ claim, confidence }) => [claim, confidence])).toEqual(
    entriesOf(said).map(({ claim, confidence }) => [claim, confidence]),
  );
});

test('findings for the record: defects only, each with its rule, list and severity', () => {
  const findings = staticFindings(review('src/ledger.ts'));
  expect(findings).toContainEqual({
    rule: 'js-throw-not-implemented',
    list: 'critical_failures',
    severity: 'high',
    claim: expect.any(String) as string,
    quote: "  throw new Error('not implemented');",
    line_start: 21,
    line_end: 21,
    confidence: expect.any(Number) as number,
  });
  expect(findings.every(({ list }) => !['verified_components', 'required_next_actions'].includes(list))).toBe(
    true,
  );
});

test('required actions come once each, with the evidence of the first defect that asks for it', () => {
  for (const file of repo) {
    const actions = reviewStatically({ ...file, rules, index }).required_next_actions.map(
      ({ claim }) => claim,
    );
    expect(new Set(actions).size).toBe(actions.length);
  }
});

test('every quote of every report on the planted files stands in the file, on the lines it names', () => {
  const planted = filesOf(join(FIXTURES, 'planted/planted'));
  const all = buildRepoIndex(planted);
  let entries = 0;
  for (const file of planted) {
    const said = reviewStatically({ ...file, rules, index: all });
    expect(reviewStatically({ ...file, rules, index: all })).toEqual(said);
    const places = (report: typeof said) =>
      entriesOf(report).map(({ evidence, grounded }) => ({ evidence, grounded }));
    expect(places(groundReport(said, file.text))).toEqual(places(said));
    entries += entriesOf(said).length;
  }
  expect(entries).toBeGreaterThan(100);
});
