import type { AnswerReading, AcceptedForensic } from './answer-reading';
import { entriesOf } from './entries';
import { statedConfidences } from './parse-markdown';
import { parseForensic, type ParsedForensic } from './parse-forensic';
import { thin } from './thin';

/** One of these must stand in a forensic answer as a key, an empty list too. */
const NEEDED = ['critical_failures', 'pseudocode_flags', 'required_next_actions'] as const;
/** From this many suggestions on, an answer without any confidence is rejected. */
export const CONFIDENCE_FROM = 5;

/** Whether a forensic answer counts as a review, by the rules of a report's shape alone. */
export function acceptForensic(value: unknown): AnswerReading & ({ acceptable: false } | AcceptedForensic) {
  const parsed = parseForensic(value);
  if (!parsed || parsed.verdictText === null) return thin('forensic_json', 'forensic JSON without a verdict');
  if (echoesContract(parsed.verdictText)) {
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
function echoesContract(verdict: string): boolean {
  return /pass/i.test(verdict) && /fail/i.test(verdict) && /[|/<]|\bor\b|,/.test(verdict);
}
