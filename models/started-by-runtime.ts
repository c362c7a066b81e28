import type { ForensicEntry } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';
import { CONFIDENCE, proofAt } from './proof';

/** Where a runtime starts a file of the language: nobody in the repository calls it. */
const STARTS: Readonly<Record<string, RegExp>> = {
  rust: /^(?:pub\s+)?(?:async\s+)?fn main\s*\(/m,
  go: /^func main\(\)/m,
  python: /^if __name__\s*==/m,
  java: /\bpublic\s+static\s+void\s+main\s*\(/,
  kotlin: /^(?:suspend\s+)?fun main\s*\(/m,
  c: /^int\s+main\s*\(/m,
  cpp: /^(?:int|auto)\s+main\s*\(/m,
  csharp: /\bstatic\s+(?:async\s+)?(?:void|int|Task(?:<int>)?)\s+Main\s*\(/,
  swift: /^@main\b/m,
};

/** The entry point of a program: a first line that names its interpreter, or the function its runtime calls. */
export function startedByRuntime(file: FileView): ForensicEntry[] {
  if (/^#![ \t]*\//.test(file.text)) {
    return [proofAt(file, 0, 'a program of its own: its first line names the interpreter', CONFIDENCE.entry)];
  }
  const at = STARTS[file.language]?.exec(file.text)?.index;
  return at === undefined
    ? []
    : [proofAt(file, at, 'the entry point of a program, called by its runtime', CONFIDENCE.entry)];
}
