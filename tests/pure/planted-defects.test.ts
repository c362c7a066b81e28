import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { findDefects } from '../../source/rules/find-defects';
import type { Defect } from '../../source/rules/defect';
import { loadRules } from '../../source/rules/load-rules';
import { filesUnder } from '../support/rule-cases';

/** A defect put by hand into an open-source file; lines are 1-based, inclusive. */
interface Planted {
  file: string;
  line: number;
  end: number;
  kind: string;
}

const ROOT = join(__dirname, '../fixtures/planted');
const PLANTED = JSON.parse(readFileSync(join(ROOT, 'expected.json'), 'utf8')) as Planted[];
const rules = loadRules([join(packageRoot(), 'config/rules')]);

/** A finding with the lines of its whole match, 1-based. */
type Placed = Defect & { first: number; last: number };

/** Findings by file. */
function sweep(folder: string): Map<string, Placed[]> {
  const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
  const place = (text: string) => (d: Defect) => ({
    ...d,
    first: lineAt(text, d.start),
    last: lineAt(text, d.end - 1),
  });
  const files = filesUnder(join(ROOT, folder));
  return new Map(files.map((file) => [file.path, findDefects({ ...file, rules }).map(place(file.text))]));
}

/** A finding counts where it begins on the planted lines or touches them and is short: one over half a file does not. */
function finds(placed: Placed[], { line, end }: Planted): boolean {
  return placed.some(
    ({ first, last }) => first <= end + 1 && (first >= line - 1 || (last >= line - 1 && last - first < 15)),
  );
}

test('sixty defects are planted in five languages', () => {
  expect(PLANTED).toHaveLength(60);
  expect(new Set(PLANTED.map(({ file }) => file.split('/')[0]))).toEqual(
    new Set(['rust', 'typescript', 'python', 'go', 'java']),
  );
});

test('at least 45 of the 60 planted defects are found, and at least half in each language', () => {
  const found = sweep('planted');
  const missed = PLANTED.filter((planted) => !finds(found.get(planted.file) ?? [], planted));
  const misses = missed.map(({ file, line, kind }) => `missed ${kind} at ${file}:${line}`);
  process.stdout.write(
    `${PLANTED.length - missed.length} of ${PLANTED.length} found\n${misses.join('\n')}\n`,
  );
  expect(missed.length).toBeLessThanOrEqual(15);
  for (const language of new Set(PLANTED.map(({ file }) => file.split('/')[0]))) {
    const all = PLANTED.filter(({ file }) => file.startsWith(`${language}/`));
    expect(missed.filter(({ file }) => file.startsWith(`${language}/`)).length).toBeLessThanOrEqual(
      all.length / 2,
    );
  }
});

test('the same files before the planting give few findings, and none that fails a file', () => {
  const clean = [...sweep('original').values()].flat();
  expect(clean.filter((defect) => defect.list === 'critical_failures' || defect.severity === 'high')).toEqual(
    [],
  );
  expect(clean.length).toBeLessThanOrEqual(12);
});
