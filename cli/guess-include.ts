import { git, splitZ, workTreeAt } from '../forge/git';
import { LANGUAGES, languageOf } from '../source/languages';

/** Globs for the programming languages among a repository's tracked files, most frequent first. */
export async function guessInclude(root: string): Promise<string[]> {
  const listed = await git(workTreeAt(root), ['ls-files', '-z']);
  const counts = new Map<string, number>();
  for (const name of splitZ(listed)) {
    const language = languageOf(name.toString('utf8'));
    if (language?.kind === 'code') counts.set(language.name, (counts.get(language.name) ?? 0) + 1);
  }
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return names.flatMap(
    (name) => LANGUAGES.find((l) => l.name === name)?.extensions.map((e) => `**/*.${e}`) ?? [],
  );
}
