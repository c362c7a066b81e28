import type { AcceptedForensic, RejectedAnswer } from './answer-reading';
import { combineReports, countingReports } from './combine-reports';
import { entriesOf } from './entries';
import { statedConfidences } from './parse-markdown';
import { parseForensic, type ParsedForensic } from './parse-forensic';
import { thin } from './thin';

/** One of these must stand in a forensic answer as a key, an empty list too. */
const NEEDED = ['critical_failures', 'pseudocode_flags', 'required_next_actions'] as const;
/** From this many suggestions on, an answer without any confidence is rejected. */
export const CONFIDENCE_FROM = 5;

/**
 * Whether a forensic answer counts as a review, by the rules of a report's shape alone. `values` are the report-like JSON
 * values of the answer in order; several count as one (see `combineReports`).
 */
export function acceptForensic(values: readonly unknown[]): RejectedAnswer | AcceptedForensic {
  const parsed = parseAll(values);
  if (!parsed || parsed.verdictText === null) return thin('forensic_json', 'forensic JSON without a verdict');
  if (echoesContract(parsed)) {
    return thin('forensic_json', 'the answer repeats the format it was given and judges nothing');
  }
  if (!NEEDED.some((name) => parsed.keys.includes(name))) {
    const found = parsed.keys.length === 0 ? 'none of the eight lists' : `only ${parsed.keys.join(', ')}`;
    return thin(
      'forensic_json',
      `forensic JSON with ${found}, at least one of ${NEEDED.join(', ')} is needed`,
    );
  }
  return withConfidences(parsed);
}

/** The one report that the JSON values of an answer make together; null when there is none. */
export function parseAll(values: readonly unknown[]): ParsedForensic | null {
  const parsed = values.flatMap((value) => parseForensic(value) ?? []);
  const [first, ...more] = countingReports(parsed, echoesContract);
  return first ? combineReports([first, ...more]) : null;
}

function withConfidences({ report }: ParsedForensic): ReturnType<typeof acceptForensic> {
  const entries = entriesOf(report);
  const confidences = statedConfidences(entries);
  if (entries.length >= CONFIDENCE_FROM && confidences.length === 0) {
    return thin(
      'forensic_json',
      `forensic JSON with ${entries.length} entries and no confidence, every entry needs one`,
    );
  }
  return {
    acceptable: true,
    format: 'forensic_json',
    report,
    score: report.alignment_score,
    confidences,
    narrative: report.narrative ?? null,
  };
}

/** `pass | needs_patch | fail`, copied from the prompt. */
function echoesContract({ verdictText }: ParsedForensic): boolean {
  const verdict = verdictText ?? '';
  return /pass/i.test(verdict) && /fail/i.test(verdict) && /[|/<]|\bor\b|,/.test(verdict);
}
