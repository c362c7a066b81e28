import { CodeContext } from '../source/code-context';
import { languageNameOf } from '../source/languages';
import { dismissalPrint, lastLineOf, matchDismissals, type RejectedFile } from '../sweep/dismissal';
import type { FollowedFinding } from '../sweep/finding';

/**
 * The findings of a sweep with what a person decided on them: `dismissed` while their code is the same,
 * `dismissed_before` once it has changed. Fixed ones are past deciding. Only rejected files are read.
 */
export async function markDismissed(
  findings: readonly FollowedFinding[],
  rejected: ReadonlyMap<string, RejectedFile>,
  textOf: (path: string) => Promise<string | undefined>,
): Promise<FollowedFinding[]> {
  const marks = new Map<FollowedFinding, Partial<FollowedFinding>>();
  for (const [file, { dismissals }] of rejected) {
    const standing = findings.filter((f) => f.file === file && f.status !== 'fixed');
    const text = standing.length > 0 && dismissals.length > 0 ? await textOf(file) : undefined;
    if (text === undefined) continue;
    const code = new CodeContext(text, languageNameOf(file));
    const located = standing.map((finding) => {
      const { line, evidence, title } = finding;
      const last = lastLineOf({ line, evidence });
      return { title, fingerprint: dismissalPrint(finding), context_sha256: code.hashOf(line, last) };
    });
    matchDismissals(located, dismissals).forEach(({ dismissed, returned }, i) => {
      const finding = standing[i];
      if (finding && dismissed) marks.set(finding, { dismissed });
      else if (finding && returned) marks.set(finding, { dismissed_before: returned });
    });
  }
  return findings.map((finding) => ({ ...finding, ...marks.get(finding) }));
}
