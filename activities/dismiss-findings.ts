import { TypedFailure } from '../failures/table';
import type { FindingRow, MetricsRow, OverrideRow, ReviewRow } from '../kb/streams';
import { CodeContext } from '../source/code-context';
import { languageNameOf } from '../source/languages';
import { dismissalPrint, lastLineOf } from '../sweep/dismissal';
import { standing } from '../sweep/follow-findings';
import { reviewFindings } from '../sweep/review-findings';
import { clearText } from './clear-text';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';

type Dismissed = Required<Pick<OverrideRow, 'dismissed'>> & Pick<OverrideRow, 'content_sha256' | 'note'>;

/**
 * What a `reject` of a file dismisses: the findings of it that stand in the newest sweep, and the grounded defects of
 * its newest review, each with the code it stands in. A file nobody knows has none. Where this worker no longer has the
 * file's text, the note says so and nothing is dismissed: a decision is recorded all the same.
 */
export async function dismissFindings(deps: ActivityDeps, ref: LoopRef, file: string): Promise<Dismissed> {
  const swept = await sweptFindings(deps, ref, file);
  const review = await newestReview(deps, ref, file);
  const content = review?.content_sha256 ?? swept.find((f) => f.content_sha256)?.content_sha256 ?? null;
  const found = new Map<string, Dismissed['dismissed'][number]>();
  const add = (finding: Dismissed['dismissed'][number]): void => {
    found.set(`${finding.fingerprint} ${finding.context_sha256}`, finding);
  };
  try {
    const codeOf = readCode(deps, file);
    for (const { line, title, rule, evidence, content_sha256: sha } of swept) {
      if (sha === undefined) continue;
      const last = lastLineOf({ line, evidence });
      const context_sha256 = (await codeOf(sha)).hashOf(line, last);
      add({ fingerprint: dismissalPrint({ file, rule, title, evidence }), title, line, context_sha256 });
    }
    for (const { fingerprint, title, line, lastLine } of review ? reviewFindings(review) : []) {
      const context_sha256 = (await codeOf(review?.content_sha256 ?? '')).hashOf(line, lastLine);
      add({ fingerprint, title, line, context_sha256 });
    }
  } catch (error) {
    if (!(error instanceof TypedFailure) || error.type !== 'SnapshotLost') throw error;
    return { content_sha256: content, dismissed: [], note: `nothing was dismissed: ${error.message}` };
  }
  return { content_sha256: content, dismissed: [...found.values()], note: null };
}

/** Findings of the file that stand in the loop's newest sweep. */
async function sweptFindings(deps: ActivityDeps, ref: LoopRef, file: string): Promise<FindingRow[]> {
  const { loopId: loop_id } = ref;
  const sweeps = (await deps.kb.read('scrum_loop_metrics', { loop_id })) as unknown as MetricsRow[];
  const newest = sweeps.at(-1)?.key;
  if (newest === undefined) return [];
  const rows = (await deps.kb.read('phase_sweep_findings', { loop_id, file })) as unknown as FindingRow[];
  return standing(rows.filter((row) => row.key.startsWith(`${newest}/`)));
}

/** The loop's newest review of the file: a person's retry is written after the review it supersedes. */
async function newestReview(deps: ActivityDeps, ref: LoopRef, file: string): Promise<ReviewRow | undefined> {
  const rows = await deps.kb.read('scrum_reviews', { loop_id: ref.loopId, file });
  return (rows as unknown as ReviewRow[]).findLast((row) => row.outcome === 'reviewed');
}

/** Code of a file by its content, each content read and parsed once. */
function readCode(deps: ActivityDeps, file: string): (sha256: string) => Promise<CodeContext> {
  const language = languageNameOf(file);
  const known = new Map<string, CodeContext>();
  return async (sha256) => {
    const text = async () => clearText(deps, (await deps.store.get(sha256)).toString('utf8'), file);
    const code = known.get(sha256) ?? new CodeContext(await text(), language);
    known.set(sha256, code);
    return code;
  };
}
