import type { NamedCheck } from '../check';
import { deadCodeUnreferenced } from './dead-code-unreferenced';
import { docsMissingFile } from './docs-missing-file';
import { docsMissingSymbol } from './docs-missing-symbol';
import { emptyTestFile } from './empty-test-file';
import { oversizeFile } from './oversize-file';
import { oversizeFunction } from './oversize-function';
import { promptInjection } from './prompt-injection';

/** The checks written in code, by the name a rule calls them. */
export const CHECKS: Readonly<Record<string, NamedCheck>> = {
  'dead-code-unreferenced': deadCodeUnreferenced,
  'docs-missing-file': docsMissingFile,
  'docs-missing-symbol': docsMissingSymbol,
  'empty-test-file': emptyTestFile,
  'oversize-file': oversizeFile,
  'oversize-function': oversizeFunction,
  'prompt-injection': promptInjection,
};
