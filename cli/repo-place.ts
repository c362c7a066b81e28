import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { parseRepo, type ParsedRepo } from '../forge/parse-repo';
import { argument, type CommandContext } from './command-context';

export interface RepoPlace extends ParsedRepo {
  /** Absolute; where loops over this repository keep everything. */
  stateDir: string;
}

/**
 * The repository a command is about (its argument, else `--repo`, else the working directory) and its state directory.
 * A local path becomes its real path. Nothing is contacted or made. Throws `InvalidInput`.
 */
export function repoPlace(context: CommandContext, fromArgument = true): RepoPlace {
  const { flags, cwd } = context;
  const named = fromArgument ? argument(context, 0) : '';
  if (named !== '' && flags.repo !== undefined && flags.repo !== named) {
    const both = `${JSON.stringify(wellFormed(named, 200))} and --repo ${JSON.stringify(wellFormed(flags.repo, 200))}`;
    throw new TypedFailure('InvalidInput', `The repository is given twice (${both}), expected one of them.`);
  }
  const parsed = parseRepo(named || flags.repo || '.', cwd);
  const location =
    !parsed.isUrl && existsSync(parsed.location) ? realpathSync(parsed.location) : parsed.location;
  const usual = join(parsed.isUrl ? cwd : location, '.scrum-loop');
  return {
    ...parsed,
    location,
    stateDir: flags.stateDir === undefined ? usual : resolve(cwd, flags.stateDir),
  };
}
