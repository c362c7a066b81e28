import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { languageOf } from '../../source/languages';
import type { IndexedFile } from '../../source/repo-index';

/** A file of `tests/fixtures/rules/<rule id>/`, with the lines where the rule must fire. */
export interface RuleCase {
  rule: string;
  /** File name; begins with `positive` or `negative`. */
  name: string;
  /** The path that the rule is told, since the fixture's own path is that of a test. */
  path: string;
  text: string;
  language: string;
  /** 1-based; empty for a negative case. */
  lines: number[];
  /** Other files of the pretended repository. */
  repo: IndexedFile[];
}

const ROOT = join(__dirname, '../fixtures/rules');

/** The rule ids that have a folder of cases. */
export function rulesWithCases(): string[] {
  return readdirSync(ROOT).toSorted();
}

/** All cases of one rule; [] where it has none. */
export function casesOf(rule: string): RuleCase[] {
  const dir = join(ROOT, rule);
  if (!existsSync(dir)) return [];
  const expected = JSON.parse(readFileSync(join(dir, 'expected.json'), 'utf8')) as Record<
    string,
    { path: string; lines: number[] }
  >;
  const repo = existsSync(join(dir, 'repo')) ? filesUnder(join(dir, 'repo')) : [];
  return Object.entries(expected).map(([name, { path, lines }]) => ({
    rule,
    name,
    path,
    lines,
    repo,
    ...textOf(join(dir, name), path),
  }));
}

/** Every file below a folder, with its path relative to it. */
export function filesUnder(dir: string): IndexedFile[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => relative(dir, file).split(sep).join('/'))
    .toSorted()
    .map((path) => ({ path, ...textOf(join(dir, path), path) }));
}

function textOf(file: string, path: string): { text: string; language: string } {
  const language = languageOf(path);
  if (!language) throw new Error(`${path} has no known language`);
  return { text: readFileSync(file, 'utf8'), language: language.name };
}
