import { maskText } from '../source/secrets/mask-text';
import type { Finding } from '../sweep/finding';

/** A finding that came from elsewhere (an import, the plan), without the secrets in its words. */
export async function maskFinding(finding: Finding): Promise<Finding> {
  const [title, evidence] = await Promise.all([
    maskText(finding.title),
    maskText(finding.evidence, finding.file),
  ]);
  if (title.count + evidence.count === 0) return finding;
  return { ...finding, title: title.text, evidence: evidence.text };
}
