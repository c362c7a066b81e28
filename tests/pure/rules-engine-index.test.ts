import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { languageOf } from '../../source/languages';
import { buildRepoIndex, type IndexedFile } from '../../source/repo-index';

const REPO = join(packageRoot(), 'tests/fixtures/static/repo');
const files: IndexedFile[] = readdirSync(REPO, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .toSorted()
  .map((file) => ({
    path: relative(REPO, file),
    text: readFileSync(file, 'utf8'),
    language: languageOf(file)?.name ?? 'text',
  }));
const index = buildRepoIndex(files);

test('knows paths, folders and endings', () => {
  expect(index.size).toBe(files.length);
  expect(index.hasPath('src/ledger.ts')).toBe(true);
  expect(index.hasPath('ledger.ts')).toBe(false);
  expect(index.hasFolder('src')).toBe(true);
  expect(index.hasFolder('src/ledger')).toBe(false);
  expect(index.hasPathEnding('ledger.ts')).toBe(true);
  expect(index.hasPathEnding('edger.ts')).toBe(false);
});

test('prefers a call to an import, one mention a file, tests apart', () => {
  expect(index.mentions('formatEuros')).toEqual([
    { path: 'src/report.ts', line: 4, inTest: false, called: true },
  ]);
  expect(index.mentions('LedgerBook').filter((mention) => mention.inTest)).toEqual([
    { path: 'tests/ledger.test.ts', line: 4, inTest: true, called: true },
  ]);
  expect(index.definitions('formatEuros')).toBe(1);
  expect(index.mentions('nowhereAtAll')).toEqual([]);
});

test('the test module of a Rust file counts as a test', () => {
  expect(index.mentions('open_vault')).toEqual(
    [
      { path: 'src/store.rs', line: 1, inTest: false, called: false },
      { path: 'src/lib.rs', line: 13, inTest: true, called: true },
    ].map((mention) => (mention.inTest ? mention : { ...mention, line: 4, called: true })),
  );
});

test('names of documents are no mentions', () => {
  expect(index.mentions('closeLedgerYear')).toEqual([]);
});

test('says who imports a file', () => {
  expect(index.importers('src/report.ts')).toEqual(['src/index.ts']);
  expect(index.importers('src/ledger.ts')).toEqual(['src/report.ts', 'tests/ledger.test.ts']);
  expect(index.importers('src/index.ts')).toEqual(['scripts/start.sh']);
  expect(index.importers('src/orphan.ts')).toEqual([]);
});

test('a file too long for its names makes the index say so', () => {
  const long = buildRepoIndex([{ path: 'a.ts', text: 'x '.repeat(600_000), language: 'typescript' }]);
  expect(long.complete).toBe(false);
  expect(long.hasPath('a.ts')).toBe(true);
  expect(index.complete).toBe(true);
});
