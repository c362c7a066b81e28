import picomatch from 'picomatch';
import { languageOf } from './languages';
import type { OmissionReason } from './snapshot-types';

export interface TargetBounds {
  /** Empty: every file of a known language. */
  include: readonly string[];
  exclude: readonly string[];
  /** From an iteration on, these are targets too. */
  expand: readonly { from_iteration: number; include: readonly string[] }[];
  iteration: number;
}

type Match = (path: string) => boolean;

/** The bounds of one iteration as tests of a path. */
export interface Bounds {
  /** All globs in force, for rules that a glob may overrule by naming a folder. */
  globs: readonly string[];
  /** Why a path lies out of bounds; undefined inside. */
  outside(path: string): OmissionReason | undefined;
  /** Language of a path inside, `text` where a glob names its extension or the file itself; undefined: no target by itself. */
  language(path: string): string | undefined;
}

/** Compiles globs once. Without `include` every path is inside, and only known languages are targets by themselves. */
export function boundsOf({ include, exclude, expand, iteration }: TargetBounds): Bounds {
  const later = expand.filter((e) => iteration >= e.from_iteration).flatMap((e) => e.include);
  const globs = [...include, ...later];
  const bounded = include.length > 0;
  const included = anyOf(globs);
  const excluded = anyOf(exclude);
  const named = anyOf(globs.filter((glob) => namesFiles(glob)));
  return {
    globs,
    outside: (path) => {
      if (bounded && !included(path)) return 'not_included';
      return excluded(path) ? 'excluded' : undefined;
    },
    language: (path) => languageOf(path)?.name ?? (named(path) ? 'text' : undefined),
  };
}

/** A glob such as `*.proto` and `Justfile` name files, `src/**` and `src/*` only a place. */
function namesFiles(glob: string): boolean {
  return !/^[*?]*$/.test(glob.slice(glob.lastIndexOf('/') + 1));
}

function anyOf(globs: readonly string[]): Match {
  if (globs.length === 0) return () => false;
  // A glob that names a folder means what lies in it, as in .gitignore.
  const patterns = globs.flatMap((glob) => {
    const clean = glob.replace(/^\.?\//, '');
    return clean.endsWith('/') ? [`${clean}**`] : [clean, `${clean}/**`];
  });
  return picomatch(patterns, { dot: true });
}
