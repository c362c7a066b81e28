import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { TypedFailure } from '../../failures/table';
import { checkRepository } from '../../forge/check-repository';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { guessInclude } from '../guess-include';
import { repoPlace } from '../repo-place';

/** Writes a `scrum.toml` with the repository's own languages as targets; an existing one is never touched. */
export async function init(context: CommandContext): Promise<number> {
  const { io } = context;
  const place = repoPlace(context, false);
  if (place.isUrl)
    throw new TypedFailure('InvalidInput', `init: found a URL, expected a repository on this disk.`);
  await checkRepository(place);
  const path = join(place.location, 'scrum.toml');
  if (existsSync(path)) {
    throw new TypedFailure('ConfigError', `${path} is there already, expected none: it is not overwritten.`);
  }
  const example = readFileSync(join(packageRoot(), 'config', 'scrum.example.toml'), 'utf8');
  const include = await guessInclude(place.location);
  // wx: another command may have written one in between.
  writeFileSync(path, withInclude(example, include), { flag: 'wx' });
  io.data(path);
  io.say(
    include.length === 0
      ? 'No code was found: every file of a known language is a target.'
      : `Targets: ${include.join(', ')}.`,
  );
  io.say(
    'Next: set [gate] commands to what builds and tests the repository, then scrum-loop doctor, then scrum-loop run.',
  );
  return EXIT.done;
}

/** The example with its header fit for a repository and these globs. */
export function withInclude(example: string, include: readonly string[]): string {
  const globs = include.map((glob) => JSON.stringify(glob)).join(', ');
  return example
    .replace(/^#.*\n/, '# What scrum-loop reads in this repository; every key with its default.\n')
    .replace(
      /^include = \[\].*$/m,
      `include = [${globs}]   # globs that bound the targets; empty: every file of a known language`,
    );
}
