import { DEFECT_LISTS } from '../../review/entries';
import type { Severity } from '../../review/vocabulary';
import type { Check } from './check';
import type { Need } from './required-text';

export { DEFECT_LISTS };
/** The lists a rule may write to: all that name defects. */
export type DefectList = (typeof DEFECT_LISTS)[number];

/** Where a regex hit must stand, told by the syntax tree; languages without a tree know only `all`. */
export const PLACES = ['code', 'comment', 'string', 'all'] as const;
export type Place = (typeof PLACES)[number];

/** How a rule looks: by a rule object over the syntax tree, by a regex over the text, or by a check written in code. */
export type Matcher =
  | { kind: 'syntax'; config: SyntaxConfig; need: Need; roots: ReadonlySet<string> | undefined }
  | { kind: 'regex'; regex: RegExp; place: Place; need: Need }
  | { kind: 'check'; check: Check };

/** What ast-grep's `findAll` takes. */
export interface SyntaxConfig {
  rule: Record<string, unknown>;
  constraints?: Record<string, Record<string, unknown>>;
}

/** One rule, checked and ready to run. */
export interface Rule {
  id: string;
  languages: ReadonlySet<string>;
  list: DefectList;
  severity: Severity;
  /** 0-100: how often a hit is a true defect. */
  confidence: number;
  /** Template: `$NAME`, `$$$ARGS`, `{match}` and the values a check gives. */
  claim: string;
  next?: string;
  tests: 'include' | 'exclude' | 'only';
  /** Whether the rule looks at this path. */
  looksAt: (path: string) => boolean;
  maxPerFile: number;
  matcher: Matcher;
}

/** All rules of a run. */
export interface RuleSet {
  rules: readonly Rule[];
  /** The same by language name, in the order of the files. */
  byLanguage: ReadonlyMap<string, readonly Rule[]>;
  /** Content hash of the rule files: part of what a static review depends on. */
  sha256: string;
  /** Rules that cannot run on this machine, with the reason (a grammar without a build for it). */
  skipped: readonly string[];
}
