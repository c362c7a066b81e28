import { inline, share } from './escape-markdown';
import type { IterationResult } from './loop-report';

/** `Grounding: gpt-oss:120b 41/44 (93 %)`, and how far model, rules and other sources agree; nothing without a model. */
export function trustLines({ grounding, agreement }: IterationResult): string[] {
  const lines: string[] = [];
  const models = Object.entries(grounding).map(
    ([model, { entries, grounded, rate }]) => `${inline(model)} ${grounded}/${entries} (${share(rate)})`,
  );
  if (models.length > 0) lines.push(`- Grounding: ${models.join(', ')}`);
  if (agreement === null) return lines;
  const { places, agreed, agreement_rate, files_compared, files_disagreeing, disagreement_rate } = agreement;
  lines.push(
    places === 0
      ? `- agreement: nobody named a place in ${files_compared} files`
      : `- agreement: ${agreed} of ${places} places found independently by two sources (${share(agreement_rate)})`,
    `- disagreement: ${files_disagreeing} of ${files_compared} files (${share(disagreement_rate)})`,
  );
  return lines;
}
