import type { Severity } from '../../review/vocabulary';
import type { FileView } from './file-view';
import type { DefectList } from './rule';

/** One place a rule found, before it becomes a defect. UTF-16 offsets `[start, end)`. */
export interface Hit {
  start: number;
  end: number;
  /** Values for `{name}` in the rule's claim. */
  values?: Readonly<Record<string, string>>;
  /** Value of a metavariable of the match (`NAME` or `$$ARGS`). */
  metavariable?: (name: string) => string | undefined;
  /** Where it is not the rule's. */
  severity?: Severity;
}

/** Finds places in a file by code, because that needs measures or the repository. */
export type Check = (file: FileView) => Hit[];

/** A check and what a rule that names it says of itself where its file does not. */
export interface NamedCheck {
  defaults: {
    languages: readonly string[];
    list: DefectList;
    severity: Severity;
    confidence: number;
    claim: string;
    next?: string;
    tests?: 'include' | 'exclude' | 'only';
  };
  find: Check;
}
