import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../source/languages';
import type { SourceFile } from './source-fixtures';

const FOLDER = join(__dirname, '..', 'fixtures', 'source');

/** Files with the shapes that are hard to cut and to outline, one or two a language. */
export function hardSources(): SourceFile[] {
  return readdirSync(join(FOLDER, 'hard'))
    .filter((name) => /^[Hh]ard\./.test(name))
    .map((name) => {
      const language = languageOf(name)?.name;
      if (language === undefined) throw new Error(`no language for the fixture ${name}`);
      return { name, language, text: readFileSync(join(FOLDER, 'hard', name), 'utf8') };
    });
}

/** The outline of each hard source, checked line by line against it: `  12-30 method total`. */
export function hardOutlines(): Record<string, string[]> {
  return JSON.parse(readFileSync(join(FOLDER, 'hard-outlines.expected.json'), 'utf8')) as Record<
    string,
    string[]
  >;
}

/** A function as the written outline has it; 1-based lines, inclusive. */
export interface WrittenFunction {
  name: string;
  first: number;
  last: number;
}

/** The functions and methods among the lines of a written outline. */
export function writtenFunctions(outline: readonly string[]): WrittenFunction[] {
  return outline.flatMap((line) => {
    const [, first, last, name] = /^ *(\d+)(?:-(\d+))? (?:function|method) (.+)$/.exec(line) ?? [];
    if (first === undefined || name === undefined) return [];
    return [{ name, first: Number(first), last: Number(last ?? first) }];
  });
}
