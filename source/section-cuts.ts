import type { ByteOffsets } from './byte-offsets';
import { MID_LINE, type Cut } from './cut';
import { indentStart } from './lead-in';
import { lineCuts } from './line-cuts';
import { sectionsOf } from './sections';

/**
 * Cuts before every heading, table or top-level key, and at the lines of what lies between two of them when that is
 * larger than `targetBytes`. Undefined for languages that have no such sections.
 */
export function sectionCuts(
  text: string,
  language: string,
  bytes: ByteOffsets,
  targetBytes: number,
): Cut[] | undefined {
  const sections = sectionsOf(text, language);
  if (!sections) return undefined;
  const cuts: Cut[] = [];
  let from = 0;
  for (const { start, depth } of [...sections, { start: text.length, depth: 0 }]) {
    const top = indentStart(text, start);
    const at = top ?? start;
    if (bytes.between(from, at) > targetBytes) for (const cut of lineCuts(text, from, at)) cuts.push(cut);
    cuts.push({ at, penalty: top === undefined ? MID_LINE : Math.min(depth, 6) * 0.08 });
    from = at;
  }
  return cuts;
}
