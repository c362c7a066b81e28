import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { LIST_NAMES, type ForensicEntry, type ForensicReport } from '../../review/forensic-report';
import { VERDICTS } from '../../review/vocabulary';

const stored = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'review', 'answer-pieces.json'), 'utf8'),
) as { pieces: string[]; units: string[] };

/** What answers are made of, and what breaks readers of them. */
export const ANSWER_PIECES: readonly string[] = stored.pieces;
/** What two megabytes of the same may be made of. */
export const NOISE_UNITS: readonly string[] = stored.units;

const said = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.array(fc.constantFrom(...ANSWER_PIECES), { minLength: 1, maxLength: 6 }).map((p) => p.join(' ')),
  )
  .filter((text) => text.trim() !== '');

/** Confidences as the contract asks for them; of a number below 1 nobody can say whether it is a share of one. */
const confidence = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 100 }),
    fc.integer({ min: 200, max: 19_999 }).map((n) => n / 200),
  ),
  { nil: null },
);

const entry: fc.Arbitrary<ForensicEntry> = fc
  .record({
    claim: said,
    quote: fc.oneof(fc.constant(''), said),
    first: fc.integer({ min: 1, max: 5000 }),
    more: fc.nat({ max: 50 }),
    lined: fc.boolean(),
    confidence,
  })
  .map(({ claim, quote, first, more, lined, confidence }) => ({
    claim,
    evidence: { quote, line_start: lined ? first : null, line_end: lined ? first + more : null },
    confidence: confidence === null ? null : Math.round(confidence * 100) / 100,
  }));

/** Any report a model may give in the contract's form. */
export const anyReport = fc.record(
  {
    verdict: fc.constantFrom(...VERDICTS),
    alignment_score: fc.option(
      fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
      { nil: null },
    ),
    narrative: said,
    ...Object.fromEntries(LIST_NAMES.map((name) => [name, fc.array(entry, { maxLength: 3 })])),
  },
  { requiredKeys: ['verdict', 'alignment_score', ...LIST_NAMES] as never },
) as unknown as fc.Arbitrary<ForensicReport>;
