import type { AcceptedAnswer } from './answer-reading';
import { entriesOf } from './entries';
import { groundMarkdown, groundReport, type ShardLines } from './evidence';

/** How many of the entries a model's accepted answers claimed stand in the file. */
export interface Grounding {
  model: string;
  entries: number;
  grounded: number;
}

/**
 * Counts entries of one accepted answer before any merging: all entries of the eight lists of a forensic answer, and of
 * a markdown one those suggestions that quote something (the others claim no evidence). `text` as the model saw it.
 */
export function countGrounding(
  model: string,
  reading: AcceptedAnswer,
  text: string,
  shard?: ShardLines,
): Grounding {
  const found =
    reading.format === 'forensic_json'
      ? entriesOf(groundReport(reading.report, text, shard))
      : groundMarkdown(reading.suggestions, text).filter((suggestion) => suggestion.quote !== undefined);
  return { model, entries: found.length, grounded: found.filter((one) => one.grounded === true).length };
}

/** One sum a model, in the order in which the models first answered. */
export function sumGrounding(counts: readonly Grounding[]): Grounding[] {
  const sums = new Map<string, Grounding>();
  for (const { model, entries, grounded } of counts) {
    const sum = sums.get(model);
    sums.set(model, {
      model,
      entries: (sum?.entries ?? 0) + entries,
      grounded: (sum?.grounded ?? 0) + grounded,
    });
  }
  return [...sums.values()];
}
