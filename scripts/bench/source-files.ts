import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../source/languages';

/** A file of real source as the benches read it. */
export interface SourceFile {
  path: string;
  language: string;
  text: string;
  bytes: number;
}

/** As in the targets of a loop by default. */
const MAX_BYTES = 1_048_576;

/** Files of known languages under a folder, in order of their paths; hidden folders, links and what is not UTF-8 are left out. */
export function* sourceFiles(dir: string): Generator<SourceFile> {
  for (const name of readdirSync(dir).sort()) {
    const path = join(dir, name);
    const stat = lstatSync(path);
    if (stat.isDirectory() && !name.startsWith('.')) yield* sourceFiles(path);
    const language = stat.isFile() && stat.size <= MAX_BYTES ? languageOf(name)?.name : undefined;
    if (language === undefined) continue;
    const raw = readFileSync(path);
    const text = raw.toString('utf8');
    if (Buffer.byteLength(text) === raw.length && Buffer.from(text).equals(raw))
      yield { path, language, text, bytes: raw.length };
  }
}
