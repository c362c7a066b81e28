import type { ForensicEntry } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';
import { quoteAt } from '../source/rules/quote';

/** How much each kind of proof is worth, 0-100. */
export const CONFIDENCE = {
  wiredAndTested: 90,
  wired: 75,
  tested: 72,
  /** A name that other files define as well: the mention may mean theirs. */
  ambiguous: 60,
  entry: 70,
  reexport: 70,
  tests: 85,
  config: 75,
  heldClaims: 75,
  document: 60,
  /** Nothing speaks against it, and nothing more can be seen. */
  unopposed: 50,
} as const;

/** A verified component whose quote is the line at an offset. */
export function proofAt(file: FileView, offset: number, claim: string, confidence: number): ForensicEntry {
  return { claim, evidence: quoteAt(file.text, file.lines, offset, offset + 1), confidence, grounded: true };
}

/** The least that can be said of a file: it was read, and no rule found anything. Nothing is said of an empty one. */
export function unopposed(file: FileView, defects: readonly unknown[]): ForensicEntry[] {
  const at = file.text.search(/\S/);
  if (at < 0 || defects.length > 0) return [];
  const claim = `read as ${file.language}: no rule speaks against it; who uses it cannot be seen`;
  return [proofAt(file, at, claim, CONFIDENCE.unopposed)];
}
