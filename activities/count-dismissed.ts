import type { ReviewRow } from '../kb/streams';
import { CodeContext } from '../source/code-context';
import { languageNameOf } from '../source/languages';
import { matchDismissals, type RejectedFile } from '../sweep/dismissal';
import { reviewFindings } from '../sweep/review-findings';
import { clearText } from './clear-text';
import type { ActivityDeps } from './deps';

type Row = Pick<ReviewRow, 'file' | 'content_sha256' | 'report' | 'static_findings' | 'findings_count'>;

/**
 * How much of what a review found a person has dismissed, in code that is still the same; undefined where it is none
 * of it. The suggestions of a markdown review, which name no place, are dismissed as long as the whole file is the same.
 */
export async function countDismissed(
  deps: ActivityDeps,
  row: Row,
  rejected: RejectedFile | undefined,
): Promise<number | undefined> {
  if (!rejected) return undefined;
  const unchanged = rejected.contentSha256 === row.content_sha256;
  const findings = reviewFindings(row);
  const text = findings.length === 0 ? '' : (await deps.store.get(row.content_sha256)).toString('utf8');
  await clearText(deps, text, row.file);
  const code = new CodeContext(text, languageNameOf(row.file));
  const located = findings.map((f) => ({ ...f, context_sha256: code.hashOf(f.line, f.lastLine) }));
  const dismissed = matchDismissals(located, rejected.dismissals).filter((s) => s.dismissed).length;
  const suggestions = unchanged && typeof row.report === 'string' ? row.findings_count : 0;
  return unchanged || dismissed > 0 ? dismissed + suggestions : undefined;
}
