import type { ForensicEntry } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';
import { countTests } from '../source/test-count';
import { CONFIDENCE, proofAt } from './proof';

const ASSERTION =
  /\b(?:expect\w*|assert\w*|should|verify|require\.\w+|t\.(?:Error|Fatal|Fail)\w*|fail|pytest\.raises)\b\s*[.(!]|^[ \t]*assert\s/gm;

/** A test file is proven by tests that assert something. */
export function assertingTests(file: FileView): ForensicEntry[] {
  const tests = countTests(file.text, file.path, file.language);
  const at = file.text.search(ASSERTION);
  if (tests === 0 || at < 0) return [];
  const assertions = file.text.match(ASSERTION)?.length ?? 0;
  const claim = `${tests} ${tests === 1 ? 'test' : 'tests'} with ${assertions} ${assertions === 1 ? 'assertion' : 'assertions'}`;
  return [proofAt(file, at, claim, CONFIDENCE.tests)];
}
