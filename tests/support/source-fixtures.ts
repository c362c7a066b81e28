import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../source/languages';

const FOLDER = join(__dirname, '..', 'fixtures', 'source');
const ROOT = join(__dirname, '..', '..');

export interface SourceFile {
  name: string;
  text: string;
  language: string;
}

export function sourceFixture(name: string): SourceFile {
  const language = languageOf(name)?.name;
  if (language === undefined) throw new Error(`no language for the fixture ${name}`);
  return { name, language, text: readFileSync(join(FOLDER, name), 'utf8') };
}

/** All sample files, of every language that is read by syntax or by sections. */
export function sourceFixtures(): SourceFile[] {
  return readdirSync(FOLDER)
    .filter((name) => /^(?:sample|Sample|test_sample)/.test(name))
    .map(sourceFixture);
}

/** TypeScript files of some rooms of this repository. */
export function repositoryFiles(rooms: readonly string[]): SourceFile[] {
  return rooms.flatMap((room) =>
    readdirSync(join(ROOT, room))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({
        name: `${room}/${name}`,
        language: 'typescript',
        text: readFileSync(join(ROOT, room, name), 'utf8'),
      })),
  );
}
