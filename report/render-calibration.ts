import { share, inline, shown, table } from './escape-markdown';
import type { Calibration, Curve } from './calibration';

export const CURVE_HEAD = ['Confidence', 'Stated', 'Known', 'Right', 'Wrong', 'Rate right', 'Mean stated'];

/** Scores of each model and the reliability curve of all; one sentence where nothing is known. */
export function calibrationText({ models, total }: Calibration): string {
  if (total.stated === 0) return 'No model has stated a confidence.';
  const histogram = `Confidences stated: ${total.buckets
    .filter(({ stated }) => stated > 0)
    .map(({ bucket, stated }) => `${bucket} %: ${stated}`)
    .join(', ')}.`;
  if (total.known === 0) return `${histogram}\n\n${unknownSentence(total)}`;
  const scores = [...models, { model: 'all models', ...total }].map((one) => `- ${scoreLine(one, inline)}`);
  return [histogram, scores.join('\n'), table(CURVE_HEAD, curveRows(total))].join('\n\n');
}

export function unknownSentence({ stated }: Curve): string {
  return `Of how ${stated} stated confidences turned out nothing is known yet: no person decided on their findings and no fix has held.`;
}

/**
 * `gpt-oss:120b: 12 of 40 known, 9 right, 3 wrong; Brier score 0.12, expected calibration error 0.08`; `nameOf` makes
 * the name fit for where it is shown.
 */
export function scoreLine(one: Curve & { model: string }, nameOf: (model: string) => string): string {
  const { model, stated, known, right, wrong, brier, ece } = one;
  if (known === 0) return `${nameOf(model)}: none of ${stated} known`;
  return (
    `${nameOf(model)}: ${known} of ${stated} known, ${right} right, ${wrong} wrong; ` +
    `Brier score ${shown(brier)}, expected calibration error ${shown(ece)}`
  );
}

/** The buckets in which anything was stated. */
export function curveRows({ buckets }: Curve): string[][] {
  return buckets
    .filter(({ stated }) => stated > 0)
    .map(({ bucket, stated, n, right, wrong, rate, confidence }) => {
      const mean = confidence === null ? '-' : `${shown(confidence)} %`;
      return [
        `${bucket} %`,
        ...[stated, n, right, wrong].map(String),
        rate === null ? '-' : share(rate),
        mean,
      ];
    });
}
