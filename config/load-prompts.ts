import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Prompt templates of a folder by file name without `.md`. */
export async function loadPrompts(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.md'));
  const entries = names.map(
    async (name) => [name.slice(0, -3), await readFile(join(dir, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
