import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';

/** A rule file, not yet read as YAML. */
export interface RuleFile {
  path: string;
  text: string;
}

/** All `*.yml` and `*.yaml` of the directories, in the order given and then by name. Throws ConfigError. */
export function readRuleFiles(dirs: readonly string[]): RuleFile[] {
  return dirs.flatMap((dir) =>
    orConfigError(`cannot read the rules directory ${dir}`, () => readdirSync(dir))
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
      .map((name) => {
        const path = join(dir, name);
        return { path, text: orConfigError(`cannot read ${path}`, () => readFileSync(path, 'utf8')) };
      }),
  );
}

function orConfigError<T>(doing: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TypedFailure(
      'ConfigError',
      wellFormed(`${doing}: ${(cause as Error).message}`, 500),
      undefined,
      { cause },
    );
  }
}
