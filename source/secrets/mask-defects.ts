import type { MaskedText } from '../../review/masked-text';
import { firstLine } from '../rules/claim';
import type { Defect } from '../rules/defect';
import { inkStart } from '../rules/ink-start';
import { maskPieces, maskQuote } from './mask-quote';

/** How much of a match a claim may quote. */
const MATCH_CHARS = 400;

/** The defects of a file as they may be kept and shown: a hard-coded secret is told by its place, not by its value. */
export function maskDefects(defects: readonly Defect[], file: MaskedText): Defect[] {
  if (file.count === 0) return [...defects];
  return defects.map((defect) => {
    const { start, end, quote, claim, next } = defect;
    const shown = Math.min(end, start + MATCH_CHARS);
    const match = firstLine(file.original.slice(start, shown));
    const masked = firstLine(file.slice(start, shown));
    const said = (text: string): string =>
      maskPieces(file, match === '' ? text : text.replaceAll(match, () => masked));
    return {
      ...defect,
      quote: maskQuote(file, quote, inkStart(file.original, defect)),
      claim: said(claim),
      ...(next !== undefined && { next: said(next) }),
    };
  });
}
