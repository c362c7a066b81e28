import { stretch, type View } from './view';

/** Tag characters outside a flag's emoji, and variation selectors in a row: no text needs them, and both can spell one. */
const RUNS =
  /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007e}]{8,}|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{8,}|[\u200b-\u200d\u2060-\u2064]{16,}/gu;

/** Halves of the pairs that tags and selectors are made of, and the selectors and spaces that are no pairs. */
const MARKS = /\udb40[\udc00-\udfff]\udb40|[\ufe00-\ufe0f]{8}|[\u200b-\u200d\u2060-\u2064]{8}/;

/** UTF-16 offsets `[start, end)` of each run. */
export function hiddenRuns(text: string): { start: number; end: number }[] {
  if (!MARKS.test(text)) return [];
  return Array.from(text.matchAll(RUNS), ({ 0: run, index }) => ({ start: index, end: index + run.length }));
}

/** What each run spells: tag characters are ASCII moved up, a variation selector is a byte by its number. */
export function* spelledRuns(text: string): Generator<View> {
  for (const { start, end } of hiddenRuns(text)) {
    const bytes = Array.from(text.slice(start, end), (char) => byteOf(char.codePointAt(0) ?? 0));
    yield stretch(Buffer.from(bytes).toString('utf8'), start, end);
  }
}

function byteOf(code: number): number {
  if (code >= 0xe0100) return code - 0xe0100 + 16;
  return code >= 0xe0000 ? code - 0xe0000 : code & 0x0f;
}
